import type { RouteRecordRaw } from "vue-router";

/** Secret addresses at which a handläggare's calendar programs fetch their meetings. */
export const routes: RouteRecordRaw[] = [
  {
    path: "/kalenderadresser",
    component: () => import("./FeedsPage.vue"),
    meta: { title: "feeds:title", layout: "staff", requiresStaff: true },
  },
];
