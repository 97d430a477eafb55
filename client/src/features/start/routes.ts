import type { RouteRecordRaw } from "vue-router";
import { loadSession } from "../../session/session.ts";

/** Where each one belongs: handläggare in their week, the invited at their meeting. Others read what Samtid is. */
export const routes: RouteRecordRaw[] = [
  {
    path: "/",
    component: () => import("./StartPage.vue"),
    meta: { layout: "plain" },
    beforeEnter: async () => {
      const { kind } = await loadSession();
      if (kind === "staff") return "/min-vecka";
      if (kind === "individual") return "/mina-moten";
      return kind === "invited" ? "/svar" : true;
    },
  },
];
