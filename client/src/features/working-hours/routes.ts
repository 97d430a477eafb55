import type { RouteRecordRaw } from "vue-router";

/** When one can be booked oneself. */
export const routes: RouteRecordRaw[] = [
  {
    path: "/mina-tider",
    component: () => import("./MyTimesPage.vue"),
    meta: { title: "working-hours:title", layout: "staff", requiresStaff: true },
  },
];
