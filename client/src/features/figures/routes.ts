import type { RouteRecordRaw } from "vue-router";

/** Figures of the cooperation. Place, year and as-of date are in the query, so that a link shows the same. */
export const routes: RouteRecordRaw[] = [
  {
    path: "/uppfoljning",
    component: () => import("./FiguresPage.vue"),
    meta: { title: "figures:title", layout: "staff", requiresStaff: true },
  },
  {
    path: "/uppfoljning/arsrapport/:year(\\d{4})",
    component: () => import("./YearlyReportPage.vue"),
    meta: { title: "figures:report.title", layout: "staff", requiresStaff: true },
  },
  {
    path: "/uppfoljning/:figureId([a-z_]+)",
    component: () => import("./FigurePage.vue"),
    meta: { title: "figures:figure.title", layout: "staff", requiresStaff: true },
  },
];
