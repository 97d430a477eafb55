import type { RouteLocationNormalized } from "vue-router";

/** Where to go after sign-in: a path within the client, never another site. */
export function returnPath(from: Pick<RouteLocationNormalized, "query">): string {
  const { returnTo } = from.query;
  return typeof returnTo === "string" && /^\/(?![/\\])/.test(returnTo) ? returnTo : "/min-vecka";
}
