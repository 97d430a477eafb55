import type { RouteRecordRaw } from "vue-router";

/** How the agency and its offices want things, for administrators. */
export const routes: RouteRecordRaw[] = [
  {
    path: "/installningar",
    component: () => import("./AgencySettingsPage.vue"),
    meta: { title: "agency-settings:title", layout: "staff", requiresStaff: true },
  },
];
