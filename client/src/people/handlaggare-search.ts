import { useQuery } from "@tanstack/vue-query";
import { computed, toValue, type MaybeRefOrGetter } from "vue";
import { pageOf } from "../../../server/http/conventions.contract.ts";
import { Handlaggare, type OrganisationId } from "../../../server/people/people.contract.ts";
import { api } from "../api/api.ts";

const SHOWN = 6;

/**
 * Handläggare whose name a text begins a part of: those of one agency, or of both.
 *
 * @param needs.enabled false while nobody looks for anybody.
 */
export function useHandlaggareSearch(needs: {
  text: MaybeRefOrGetter<string>;
  organisationId?: MaybeRefOrGetter<OrganisationId>;
  enabled: MaybeRefOrGetter<boolean>;
}) {
  const query = computed(() => ({
    organisationId: toValue(needs.organisationId),
    search: toValue(needs.text) || undefined,
    limit: SHOWN,
  }));
  return useQuery({
    queryKey: ["handlaggare", query],
    queryFn: ({ signal }) =>
      api.get("/handlaggare", { query: query.value, schema: pageOf(Handlaggare), signal }),
    enabled: () => toValue(needs.enabled),
    placeholderData: (previous) => previous,
  });
}
