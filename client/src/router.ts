import { ErrorData, EventBus, UNHANDLED_ERROR_EVENT } from "@fkui/vue";
import {
  createRouter,
  createWebHistory,
  type RouteLocationNormalized,
  type RouteRecordRaw,
} from "vue-router";
import { onSignedOut } from "./api/api.ts";
import { language, setLanguage } from "./locales/i18n.ts";
import { forgetSession, loadSession } from "./session/session.ts";

declare module "vue-router" {
  interface RouteMeta {
    /** Key of the page's title, with its namespace: `"sign-in:title"`. Shown in the tab and read out on arrival. */
    title?: string;
    /** `staff`: navigation and account, when signed in. `individual`: no navigation, choice of language. `plain`: the name only. */
    layout?: "staff" | "individual" | "plain";
    /** Sends whoever isn't signed in as handläggare to the sign-in page, and back afterwards. */
    requiresStaff?: boolean;
  }
}

/**
 * A feature plugs in by exporting `routes` from `features/<name>/routes.ts`, each with a lazily imported page and
 * `meta`; nothing else needs to know of it.
 */
const features = import.meta.glob<{ routes: RouteRecordRaw[] }>("./features/*/routes.ts", { eager: true });

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    ...Object.values(features).flatMap((feature) => feature.routes),
    {
      path: "/:path(.*)*",
      component: () => import("./shell/NotFoundPage.vue"),
      meta: { title: "shell:notFound.title", layout: "staff" },
    },
  ],
  scrollBehavior: (to, from, saved) => {
    if (saved) return saved;
    if (to.hash) return { el: to.hash };
    return to.path === from.path ? false : { top: 0 };
  },
});

router.beforeEach(async (to) => {
  if (to.meta.layout !== "individual" && language.value !== "sv") await setLanguage("sv");
  if (!to.meta.requiresStaff) return true;
  const session = await loadSession();
  return session.kind === "staff" ? true : signInPage(to);
});

/** A page that could not be opened (no connection, or a version of the client that is gone) is shown as an error. */
router.onError((error: Error) => {
  EventBus.$emit(UNHANDLED_ERROR_EVENT, new ErrorData(error, null, "navigation"));
});

onSignedOut(() => {
  const here = router.currentRoute.value;
  if (!here.meta.requiresStaff) return;
  void forgetSession();
  void router.push(signInPage(here));
});

function signInPage(returnTo: RouteLocationNormalized) {
  return { path: "/logga-in", query: { returnTo: returnTo.fullPath } };
}
