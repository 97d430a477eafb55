import type { RouteRecordRaw } from "vue-router";

/** What isn't done every day: the way to the other pages. */
export const routes: RouteRecordRaw[] = [
  {
    path: "/mer",
    component: () => import("./MorePage.vue"),
    meta: { title: "more:title", layout: "staff", requiresStaff: true },
  },
];
