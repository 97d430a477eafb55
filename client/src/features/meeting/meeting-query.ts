import { useMutation, useQuery, useQueryClient } from "@tanstack/vue-query";
import { MeetingView } from "../../../../server/meetings/meetings.contract.ts";
import { api } from "../../api/api.ts";
import type { ProblemError } from "../../api/problem.ts";

/** Where a meeting lies in the query cache. */
export function meetingKey(meetingId: string): readonly unknown[] {
  return ["meetings", meetingId];
}

/** Reads a meeting as its handläggare see it. */
export function useMeeting(meetingId: string) {
  return useQuery({
    queryKey: meetingKey(meetingId),
    queryFn: ({ signal }) => api.get(`/meetings/${meetingId}`, { schema: MeetingView, signal }),
    refetchInterval: ({ state }) => (isSending(state.data) ? SENDING_POLL_MS : false),
  });
}

const SENDING_POLL_MS = 5_000;

/** Messages on their way change state without an event about the meeting. */
function isSending(meeting: MeetingView | undefined): boolean {
  return meeting?.messages.some(({ state }) => state === "queued" || state === "sending") ?? false;
}

interface Change {
  /** Below the meeting. */
  path:
    | "moves"
    | "cancellations"
    | "answers"
    | "confirmed-replies"
    | "calls"
    | "choices"
    | "bookings"
    | "offer-withdrawals"
    | "confirmations"
    | "rejections"
    | "draft-withdrawals"
    | "recalls"
    | "participants"
    | "participant-releases"
    | `participants/${string}/links`;
  body: unknown;
  /** The revision that the change is based on, where it matters. */
  ifMatch?: number;
}

/**
 * Changes a meeting and shows what it became. When somebody else changed it first, it is read again, and the caller
 * says so.
 */
export function useChangeMeeting(meetingId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ path, ...options }: Change) =>
      api.post(`/meetings/${meetingId}/${path}`, { ...options, schema: MeetingView }),
    onSuccess: (meeting) => queryClient.setQueryData(meetingKey(meetingId), meeting),
    onError: async (error) => {
      if (isOutdated(error)) await queryClient.invalidateQueries({ queryKey: meetingKey(meetingId) });
    },
  });
}

/** Whether the refusal is that the meeting is no longer as it was shown. */
export function isOutdated(error: ProblemError | null): boolean {
  return ["revision_mismatch", "wrong_state", "offer_expired"].includes(error?.problem.code ?? "");
}
