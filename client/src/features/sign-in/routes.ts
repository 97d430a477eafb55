import type { RouteRecordRaw } from "vue-router";
import { loadSession } from "../../session/session.ts";

/** Choice of agency; the sign-in itself happens at the agency (OpenID Connect, started by `/auth/login`). */
export const routes: RouteRecordRaw[] = [
  {
    path: "/logga-in",
    component: () => import("./SignInPage.vue"),
    meta: { title: "sign-in:title", layout: "plain" },
    beforeEnter: async () => ((await loadSession()).kind === "staff" ? "/min-vecka" : true),
  },
];
