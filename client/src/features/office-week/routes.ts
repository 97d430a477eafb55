import type { RouteRecordRaw } from "vue-router";

/** The office side by side, for who leads it. The week is in the query, as in one's own (`?vecka=2026-W43`). */
export const routes: RouteRecordRaw[] = [
  {
    path: "/kontorets-vecka",
    component: () => import("./OfficeWeekPage.vue"),
    meta: { title: "office-week:title", layout: "staff", requiresStaff: true },
  },
];
