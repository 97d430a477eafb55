import { useMutation, useQuery, useQueryClient } from "@tanstack/vue-query";
import { MeetingView } from "../../../../server/meetings/meetings.contract.ts";
import { StandInList, type SwapHandlaggare } from "../../../../server/meetings/swaps.contract.ts";
import { api } from "../../api/api.ts";
import { isOutdated, meetingKey } from "./meeting-query.ts";

/** The colleagues who are free at a meeting's time and can come instead of one of its handläggare. Read when asked for. */
export function useStandIns(meetingId: string, participantId: string) {
  return useQuery({
    queryKey: ["stand-ins", meetingId, participantId],
    queryFn: ({ signal }) =>
      api.get(`/meetings/${meetingId}/stand-ins`, { query: { participantId }, schema: StandInList, signal }),
    staleTime: 0,
    gcTime: 0,
  });
}

/**
 * Lets a colleague come instead. Gives the meeting as it became, or null to whoever left it by that. When somebody
 * else changed it first it is read again; when the colleague no longer is free, so are those who are.
 */
export function useSwap(meetingId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ ifMatch, ...body }: SwapHandlaggare & { ifMatch: number }) =>
      api.post(`/meetings/${meetingId}/swaps`, { body, ifMatch, schema: MeetingView.nullable() }),
    onSuccess: (meeting) => {
      if (meeting) queryClient.setQueryData(meetingKey(meetingId), meeting);
    },
    onError: async (error) => {
      if (isOutdated(error)) await queryClient.invalidateQueries({ queryKey: meetingKey(meetingId) });
      await queryClient.invalidateQueries({ queryKey: ["stand-ins", meetingId] });
    },
  });
}
