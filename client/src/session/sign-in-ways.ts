import { useQuery } from "@tanstack/vue-query";
import { computed } from "vue";
import { SignInWays } from "../../../server/identity/session.contract.ts";
import { api } from "../api/api.ts";

export type SignInWay = SignInWays["items"][number];

/** The ways there are to sign in, of one kind of person. */
export function useSignInWays(kind: SignInWay["kind"]) {
  const query = useQuery({
    queryKey: ["sign-in-ways"],
    queryFn: ({ signal }) => api.get("/sign-in-ways", { schema: SignInWays, signal }),
    staleTime: Infinity,
  });
  return computed(() => query.data.value?.items.filter((way) => way.kind === kind) ?? []);
}

/** Where a sign-in begins; a page of the provider's follows, so it is followed as a link, never routed to. */
export function signInAddress({ id }: SignInWay, returnTo: string, { isFresh = false } = {}): string {
  const query = new URLSearchParams({ provider: id, returnTo, ...(isFresh && { fresh: "yes" }) });
  return `/auth/login?${query.toString()}`;
}
