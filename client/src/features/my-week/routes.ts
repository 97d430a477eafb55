import type { RouteRecordRaw } from "vue-router";

/** One's own week. Which week is in the query (`?vecka=2026-W43`); without it, the one that is now. */
export const routes: RouteRecordRaw[] = [
  {
    path: "/min-vecka",
    component: () => import("./MyWeekPage.vue"),
    meta: { title: "my-week:title", layout: "staff", requiresStaff: true },
  },
];
