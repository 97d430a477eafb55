import type { RouteRecordRaw } from "vue-router";
import { chosenLanguage } from "../../locales/chosen-language.ts";
import { setLanguage } from "../../locales/i18n.ts";

/** Where an individual signs in with e-ID and finds their meetings, without a link. */
export const routes: RouteRecordRaw[] = [
  {
    path: "/mina-moten",
    component: () => import("./OwnMeetingsPage.vue"),
    meta: { title: "own-meetings:title", layout: "individual" },
    beforeEnter: () => setLanguage(chosenLanguage() ?? "sv"),
  },
  {
    path: "/mina-moten/:meetingId/narvaro",
    component: () => import("./OwnAttendancePage.vue"),
    props: true,
    meta: { title: "own-meetings:attendance.title", layout: "individual" },
    beforeEnter: () => setLanguage(chosenLanguage() ?? "sv"),
  },
  {
    path: "/mina-moten/uppgifter",
    component: () => import("./OwnDetailsPage.vue"),
    meta: { title: "own-meetings:details.title", layout: "individual" },
    beforeEnter: () => setLanguage(chosenLanguage() ?? "sv"),
  },
  {
    path: "/mina-moten/vem-har-last",
    component: () => import("./OwnOpeningsPage.vue"),
    meta: { title: "own-meetings:openings.title", layout: "individual" },
    beforeEnter: () => setLanguage(chosenLanguage() ?? "sv"),
  },
];
