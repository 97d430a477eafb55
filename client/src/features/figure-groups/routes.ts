import type { RouteRecordRaw } from "vue-router";

/** How figures divide the country, for administrators. */
export const routes: RouteRecordRaw[] = [
  {
    path: "/grupper",
    component: () => import("./FigureGroupsPage.vue"),
    meta: { title: "figure-groups:title", layout: "staff", requiresStaff: true },
  },
];
