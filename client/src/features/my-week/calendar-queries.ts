import { useMutation, useQuery, useQueryClient } from "@tanstack/vue-query";
import { computed, toValue, type MaybeRefOrGetter } from "vue";
import {
  Absence,
  BusyTime,
  OwnCalendar,
  type NewAbsence,
} from "../../../../server/calendars/calendars.contract.ts";
import { api } from "../../api/api.ts";
import { addDays } from "../../time/calendar-dates.ts";
import { instantAt } from "../../time/instant-at.ts";
import { atEachTime } from "./preliminary-times.ts";

const OWN = "own-calendar";

/** Nobody tells this page of a meeting that someone else books with its reader, so it asks. */
const ASK_AGAIN_MS = 60_000;

/** A handläggare's own week, with preliminary times. Always read again when shown: much changes it from other pages. */
export function useOwnWeek(mondayOn: MaybeRefOrGetter<string>) {
  return useQuery({
    queryKey: [OWN, computed(() => toValue(mondayOn))],
    queryFn: ({ signal }) =>
      api.get("/calendar", { query: periodOf(toValue(mondayOn)), schema: OwnCalendar, signal }),
    select: (calendar) => atEachTime(calendar, toValue(mondayOn)),
    staleTime: 0,
    refetchInterval: ASK_AGAIN_MS,
  });
}

/** When a colleague is busy in a week; nothing is read until one is chosen. */
export function useBusyWeek(personId: () => string | undefined, mondayOn: MaybeRefOrGetter<string>) {
  return useQuery({
    queryKey: ["busy-times", computed(personId), computed(() => toValue(mondayOn))],
    queryFn: ({ signal }) =>
      api.get(`/handlaggare/${personId()}/busy-times`, {
        query: periodOf(toValue(mondayOn)),
        schema: BusyTime,
        signal,
      }),
    enabled: () => personId() !== undefined,
    staleTime: 0,
    refetchInterval: ASK_AGAIN_MS,
  });
}

/** Adds an absence of one's own. */
export function useAddAbsence() {
  return useOwnChange((absence: NewAbsence) => api.post("/absences", { body: absence, schema: Absence }));
}

/** Gives an absence of one's own another time, title or kind. */
export function useChangeAbsence() {
  return useOwnChange(({ id, ...body }: NewAbsence & { id: string }) =>
    api.put(`/absences/${id}`, { body, schema: Absence }),
  );
}

/** Removes an absence of one's own. */
export function useRemoveAbsence() {
  return useOwnChange((absenceId: string) => api.delete(`/absences/${absenceId}`));
}

/** What changes one's time changes which meetings lie outside it. */
function useOwnChange<Input, Output>(mutationFn: (input: Input) => Promise<Output>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn,
    onSettled: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: [OWN] }),
        queryClient.invalidateQueries({ queryKey: ["time-collisions"] }),
      ]),
  });
}

function periodOf(mondayOn: string) {
  return { from: instantAt(mondayOn), to: instantAt(addDays(mondayOn, 7)) };
}
