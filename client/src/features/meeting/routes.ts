import type { RouteRecordRaw } from "vue-router";

/** A meeting's page, and the page where it gets a new time. */
export const routes: RouteRecordRaw[] = [
  {
    path: "/moten/:meetingId",
    component: () => import("./MeetingPage.vue"),
    props: true,
    meta: { title: "meeting:title", layout: "staff", requiresStaff: true },
  },
  {
    path: "/moten/:meetingId/flytta",
    component: () => import("./MoveMeetingPage.vue"),
    props: true,
    meta: { title: "meeting:move.title", layout: "staff", requiresStaff: true },
  },
];
