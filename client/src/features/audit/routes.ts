import type { RouteRecordRaw } from "vue-router";

/** The agency's trail, for its auditors. */
export const routes: RouteRecordRaw[] = [
  {
    path: "/sparlogg",
    component: () => import("./AuditPage.vue"),
    meta: { title: "audit:title", layout: "staff", requiresStaff: true },
  },
];
