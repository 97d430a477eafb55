import type { RouteRecordRaw } from "vue-router";

/** The office's registrations in SUS, at Försäkringskassan. */
export const routes: RouteRecordRaw[] = [
  {
    path: "/sus",
    component: () => import("./SusPage.vue"),
    meta: { title: "sus:title", layout: "staff", requiresStaff: true },
  },
];
