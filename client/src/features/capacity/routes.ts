import type { RouteRecordRaw } from "vue-router";

/** How much joint time two offices have. What is shown is in the query, so that a link shows the same. */
export const routes: RouteRecordRaw[] = [
  {
    path: "/kapacitet",
    component: () => import("./CapacityPage.vue"),
    meta: { title: "capacity:title", layout: "staff", requiresStaff: true },
  },
];
