import { useQuery } from "@tanstack/vue-query";
import { computed, type MaybeRefOrGetter, toValue } from "vue";
import { FreeTimes, type FreeTimeSearch } from "../../../../server/scheduling/free-times.contract.ts";
import { api } from "../../api/api.ts";

/**
 * Reads the joint free times of a search; `undefined` searches nothing. What was found stays while the same meeting is
 * searched for otherwise: a longer period, a condition less, other handläggare.
 */
export function useFreeTimes(search: MaybeRefOrGetter<FreeTimeSearch | undefined>) {
  const meeting = computed(() => {
    const wanted = toValue(search);
    return wanted && { caseId: wanted.caseId, type: wanted.type, durationMinutes: wanted.durationMinutes };
  });
  return useQuery({
    queryKey: ["free-times", meeting, computed(() => toValue(search))],
    queryFn: ({ signal }) =>
      api.post("/free-time-searches", { body: toValue(search), schema: FreeTimes, signal }),
    enabled: computed(() => toValue(search) !== undefined),
    placeholderData: (previous, previousQuery) =>
      JSON.stringify(previousQuery?.queryKey[1]) === JSON.stringify(meeting.value) ? previous : undefined,
    staleTime: 0,
  });
}
