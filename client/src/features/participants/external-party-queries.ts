import { useMutation, useQuery, useQueryClient } from "@tanstack/vue-query";
import { computed, toValue, type MaybeRefOrGetter } from "vue";
import {
  ExternalParty,
  ExternalPartyPage,
  type ExternalKind,
} from "../../../../server/people/external-parties.contract.ts";
import { api } from "../../api/api.ts";
import { externalToSend, type TypedExternal } from "./typed-external.ts";

const KEY = "external-parties";
const SHOWN = 6;

/** Those of a kind whom one's own agency has registered, by part of name or organisation, and language if given. */
export function useExternalPartySearch(needs: {
  text: MaybeRefOrGetter<string>;
  kind: MaybeRefOrGetter<ExternalKind | undefined>;
  language: MaybeRefOrGetter<string>;
}) {
  const query = computed(() => ({
    q: toValue(needs.text) || undefined,
    kind: toValue(needs.kind),
    language: toValue(needs.language) || undefined,
    limit: SHOWN,
  }));
  return useQuery({
    queryKey: [KEY, query],
    queryFn: ({ signal }) =>
      api.get("/external-parties", { query: query.value, schema: ExternalPartyPage, signal }),
    enabled: () => query.value.kind !== undefined,
    gcTime: 0,
  });
}

/** Registers somebody with one's own agency. */
export function useRegisterExternal() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (typed: TypedExternal) =>
      api.post("/external-parties", { body: externalToSend(typed), schema: ExternalParty }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: [KEY] }),
  });
}
