import type { RouteRecordRaw } from "vue-router";

/** The individual's page, reached by the link in a message. The token is exchanged at once and leaves the address. */
export const routes: RouteRecordRaw[] = [
  {
    path: "/svar/:token?",
    component: () => import("./InvitationPage.vue"),
    meta: { title: "invitation:title", layout: "individual" },
  },
];
