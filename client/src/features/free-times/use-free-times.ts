import { useQuery } from "@tanstack/vue-query";
import { computed, type MaybeRefOrGetter, toValue } from "vue";
import { FreeTimes, type FreeTimeSearch } from "../../../../server/scheduling/free-times.contract.ts";
import { api } from "../../api/api.ts";

/** Reads the joint free times of a search; `undefined` searches nothing. A longer period keeps what is shown. */
export function useFreeTimes(search: MaybeRefOrGetter<FreeTimeSearch | undefined>) {
  const parties = computed(() => {
    const wanted = toValue(search);
    return wanted && { ...wanted, fromOn: undefined, toOn: undefined };
  });
  const period = computed(() => {
    const wanted = toValue(search);
    return wanted && { fromOn: wanted.fromOn, toOn: wanted.toOn };
  });
  return useQuery({
    queryKey: ["free-times", parties, period],
    queryFn: ({ signal }) =>
      api.post("/free-time-searches", { body: toValue(search), schema: FreeTimes, signal }),
    enabled: computed(() => toValue(search) !== undefined),
    placeholderData: (previous, previousQuery) =>
      JSON.stringify(previousQuery?.queryKey[1]) === JSON.stringify(parties.value) ? previous : undefined,
    staleTime: 0,
  });
}
