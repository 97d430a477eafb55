import type { RouteRecordRaw } from "vue-router";

/** Messages that could not be sent, for the agency's administrators. */
export const routes: RouteRecordRaw[] = [
  {
    path: "/meddelanden",
    component: () => import("./SetAsidePage.vue"),
    meta: { title: "set-aside:title", layout: "staff", requiresStaff: true },
  },
];
