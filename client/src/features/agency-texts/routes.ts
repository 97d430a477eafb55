import type { RouteRecordRaw } from "vue-router";

/** The agency's own texts that touch law or money. */
export const routes: RouteRecordRaw[] = [
  {
    path: "/myndighetstexter",
    component: () => import("./AgencyTextsPage.vue"),
    meta: { title: "agency-texts:title", layout: "staff", requiresStaff: true },
  },
];
