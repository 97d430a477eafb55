import type { RouteRecordRaw } from "vue-router";

/** A handläggare's calendars elsewhere, which keep them from being booked. */
export const routes: RouteRecordRaw[] = [
  {
    path: "/andra-kalendrar",
    component: () => import("./BusySourcesPage.vue"),
    meta: { title: "busy-sources:title", layout: "staff", requiresStaff: true },
  },
];
