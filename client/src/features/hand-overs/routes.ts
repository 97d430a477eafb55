import type { RouteRecordRaw } from "vue-router";

/** Handing over a handläggare's meetings: all of them, or those of one case (`?jav=<a meeting of it>`). */
export const routes: RouteRecordRaw[] = [
  {
    path: "/lamna-over",
    component: () => import("./HandOverPage.vue"),
    meta: { title: "hand-overs:title", layout: "staff", requiresStaff: true },
  },
];
