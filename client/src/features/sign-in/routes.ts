import type { RouteRecordRaw } from "vue-router";
import { loadSession } from "../../session/session.ts";
import { returnPath } from "./return-path.ts";

/** Choice of agency; the sign-in itself happens at the agency (OpenID Connect, started by `/auth/login`). */
export const routes: RouteRecordRaw[] = [
  {
    path: "/logga-in",
    component: () => import("./SignInPage.vue"),
    meta: { title: "sign-in:title", layout: "plain" },
    beforeEnter: async (to) => ((await loadSession()).kind === "staff" ? returnPath(to) : true),
  },
];
