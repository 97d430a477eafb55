import type { RouteRecordRaw } from "vue-router";

/** A case's course, also for the other agency's handläggare, who can't open the case itself. */
export const routes: RouteRecordRaw[] = [
  {
    path: "/arenden/:caseId/gang",
    component: () => import("./CoursePage.vue"),
    props: true,
    meta: { title: "course:title", layout: "staff", requiresStaff: true },
  },
];
