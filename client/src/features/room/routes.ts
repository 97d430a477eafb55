import type { RouteLocationNormalized, RouteRecordRaw } from "vue-router";
import { chosenLanguage } from "../../locales/chosen-language.ts";
import { setLanguage } from "../../locales/i18n.ts";
import { loadSession } from "../../session/session.ts";

/**
 * The meeting's room, the same address for handläggare and for the individual, who comes from their own page with
 * `?som=inbjuden`: a browser can be both.
 */
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

/** Who comes by invitation reads in their own language; who has no session is led to where they get one. */
export async function adaptToReader(to: RouteLocationNormalized) {
  const session = await loadSession();
  const isInvited = session.kind === "invited" || to.query.som === "inbjuden";
  if (session.kind === "individual") return "/mina-moten";
  if (session.kind === "none") return isInvited ? "/svar" : signInPage(to);
  if (!isInvited) to.meta.layout = "staff";
  await setLanguage(isInvited ? (chosenLanguage() ?? "sv") : "sv");
  return true;
}

function signInPage(returnTo: RouteLocationNormalized) {
  return { path: "/logga-in", query: { returnTo: returnTo.fullPath } };
}
