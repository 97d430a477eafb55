import type { RouteRecordRaw } from "vue-router";

/** Booking a meeting. The step is in the query (`?step=2`), so that the browser's back button goes one step back. */
export const routes: RouteRecordRaw[] = [
  {
    path: "/boka",
    component: () => import("./BookMeetingPage.vue"),
    meta: { title: "book-meeting:title", layout: "staff", requiresStaff: true },
  },
];
