import { useQuery } from "@tanstack/vue-query";
import { computed, toValue, type MaybeRefOrGetter } from "vue";
import { OfficeWeek } from "../../../../server/scheduling/office-week.contract.ts";
import { api } from "../../api/api.ts";
import { addDays } from "../../time/calendar-dates.ts";
import { instantAt } from "../../time/instant-at.ts";

/** Everybody at the office that the reader leads, in a week; nothing is read before it is known which office that is. */
export function useOfficeWeek(
  officeId: MaybeRefOrGetter<string | null | undefined>,
  mondayOn: MaybeRefOrGetter<string>,
) {
  const id = computed(() => toValue(officeId));
  const monday = computed(() => toValue(mondayOn));
  return useQuery({
    queryKey: ["office-week", id, monday],
    queryFn: ({ signal }) =>
      api.get(`/offices/${id.value}/week`, {
        query: { from: instantAt(monday.value), to: instantAt(addDays(monday.value, 7)) },
        schema: OfficeWeek,
        signal,
      }),
    enabled: () => !!id.value,
    staleTime: 0,
  });
}
