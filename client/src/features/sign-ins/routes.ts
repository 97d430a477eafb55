import type { RouteRecordRaw } from "vue-router";

/** Where a handläggare is signed in. */
export const routes: RouteRecordRaw[] = [
  {
    path: "/inloggningar",
    component: () => import("./SignInsPage.vue"),
    meta: { title: "sign-ins:title", layout: "staff", requiresStaff: true },
  },
];
