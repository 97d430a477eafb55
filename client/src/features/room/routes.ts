import type { RouteLocationNormalized, RouteRecordRaw } from "vue-router";
import { chosenLanguage } from "../../locales/chosen-language.ts";
import { setLanguage } from "../../locales/i18n.ts";
import { loadSession } from "../../session/session.ts";

/** The meeting's room, the same address for handläggare and for the individual, who comes there from their own page. */
export const routes: RouteRecordRaw[] = [
  {
    path: "/moten/:id/rum",
    alias: "/meetings/:id/room",
    component: () => import("./RoomPage.vue"),
    props: true,
    meta: { title: "room:title", layout: "individual" },
    beforeEnter: adaptToReader,
  },
];

async function adaptToReader(to: RouteLocationNormalized) {
  const session = await loadSession();
  if (session.kind === "none") return { path: "/logga-in", query: { returnTo: to.fullPath } };
  if (session.kind === "staff") to.meta.layout = "staff";
  await setLanguage(session.kind === "invited" ? (chosenLanguage() ?? "sv") : "sv");
  return true;
}
