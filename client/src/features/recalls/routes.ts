import type { RouteRecordRaw } from "vue-router";

/** What was sent to the wrong person, for the office that made it known. */
export const routes: RouteRecordRaw[] = [
  {
    path: "/incidenter",
    component: () => import("./IncidentsPage.vue"),
    meta: { title: "incidents:title", layout: "staff", requiresStaff: true },
  },
];
