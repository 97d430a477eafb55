import type { RouteRecordRaw } from "vue-router";

/** What one's own office has to see to. */
export const routes: RouteRecordRaw[] = [
  {
    path: "/att-gora",
    component: () => import("./WorklistsPage.vue"),
    meta: { title: "worklists:title", layout: "staff", requiresStaff: true },
  },
];
