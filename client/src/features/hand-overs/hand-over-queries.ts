import { useMutation, useQuery, useQueryClient } from "@tanstack/vue-query";
import { computed, toValue, type MaybeRefOrGetter } from "vue";
import {
  DisqualificationList,
  HandOverPeople,
  HandOverPreview,
  HandOverResult,
  type HandOver,
  type LiftDisqualification,
  type PreviewHandOver,
} from "../../../../server/hand-overs/hand-overs.contract.ts";
import { api } from "../../api/api.ts";

const DISQUALIFICATIONS = ["disqualifications"];

/** Who of the reader's office is disqualified, if they lead it. */
export function useDisqualifications() {
  return useQuery({
    queryKey: DISQUALIFICATIONS,
    queryFn: ({ signal }) => api.get("/disqualifications", { schema: DisqualificationList, signal }),
    staleTime: 0,
  });
}

/** Lifts one; the answer is those that are left. */
export function useLiftDisqualification() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: LiftDisqualification) =>
      api.post("/disqualification-lifts", { body, schema: DisqualificationList }),
    onSuccess: (left) => queryClient.setQueryData(DISQUALIFICATIONS, left),
  });
}

/** Whose meetings the reader may hand over. */
export function useHandOverPeople() {
  return useQuery({
    queryKey: ["hand-over-people"],
    queryFn: ({ signal }) => api.get("/hand-over-people", { schema: HandOverPeople, signal }),
    staleTime: 0,
  });
}

/** Which meetings can be taken over by whom. */
export function useHandOverPreview(asked: MaybeRefOrGetter<PreviewHandOver | undefined>) {
  const body = computed(() => toValue(asked));
  return useQuery({
    queryKey: ["hand-over-previews", body],
    queryFn: ({ signal }) =>
      api.post("/hand-over-previews", { body: body.value, schema: HandOverPreview, signal }),
    enabled: () => body.value !== undefined,
    staleTime: 0,
    gcTime: 0,
  });
}

/** Hands over; what was shown before is read again. */
export function useHandOver() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: HandOver) => api.post("/hand-overs", { body, schema: HandOverResult }),
    onSettled: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: ["hand-over-people"] }),
        queryClient.invalidateQueries({ queryKey: ["hand-over-previews"] }),
        queryClient.invalidateQueries({ queryKey: DISQUALIFICATIONS }),
      ]),
  });
}
