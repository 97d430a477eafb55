import type { RouteRecordRaw } from "vue-router";

/** What an agency brings with it from before Samtid, for its administrators. */
export const routes: RouteRecordRaw[] = [
  {
    path: "/historik",
    component: () => import("./HistoryPage.vue"),
    meta: { title: "history:title", layout: "staff", requiresStaff: true },
  },
];
