import type { RouteRecordRaw } from "vue-router";

/** Who has opened the office's protected cases, for who leads it. */
export const routes: RouteRecordRaw[] = [
  {
    path: "/skyddade-arenden",
    component: () => import("./ProtectedReadsPage.vue"),
    meta: { title: "protected-reads:title", layout: "staff", requiresStaff: true },
  },
];
