import type { RouteRecordRaw } from "vue-router";

/** What individuals have a right to know, and how long things are kept: for administrators. */
export const routes: RouteRecordRaw[] = [
  {
    path: "/personuppgifter",
    component: () => import("./PrivacyPage.vue"),
    meta: { title: "privacy:title", layout: "staff", requiresStaff: true },
  },
];
