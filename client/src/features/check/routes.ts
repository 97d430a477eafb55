import type { RouteRecordRaw } from "vue-router";
import { adaptToReader } from "../room/routes.ts";

/** Where one tries camera, sound and network ahead of a meeting; for the individual with `?som=inbjuden`, as the room. */
export const routes: RouteRecordRaw[] = [
  {
    path: "/moten/:id/kontroll",
    alias: "/kontroll/:id",
    component: () => import("./CheckPage.vue"),
    props: true,
    meta: { title: "check:title", layout: "individual" },
    beforeEnter: adaptToReader,
  },
];
