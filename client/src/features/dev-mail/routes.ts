import type { RouteRecordRaw } from "vue-router";

/** The mails that the built-in catcher has taken care of. Empty in production, where the server has none to show. */
export const routes: RouteRecordRaw[] = [
  {
    path: "/dev/mail/:id?",
    component: () => import("./DevMailPage.vue"),
    props: true,
    meta: { title: "dev-mail:title", layout: "plain" },
  },
];
