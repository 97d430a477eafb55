import { useMutation, useQuery, useQueryClient } from "@tanstack/vue-query";
import { FollowThrough } from "../../../../server/outcomes/outcomes.contract.ts";
import { api } from "../../api/api.ts";
import { meetingKey } from "../meeting/meeting-query.ts";

/** Below the meeting, so that it is read again when somebody changes the meeting. */
const followThroughKey = (meetingId: string) => [...meetingKey(meetingId), "follow-through"];

/** Reads what comes of a meeting. */
export function useFollowThrough(meetingId: string) {
  return useQuery({
    queryKey: followThroughKey(meetingId),
    queryFn: ({ signal }) =>
      api.get(`/meetings/${meetingId}/follow-through`, { schema: FollowThrough, signal }),
  });
}

interface Change {
  /** Below the meeting. */
  path: string;
  method?: "post" | "delete";
  body?: unknown;
  ifMatch?: number;
}

/**
 * Changes what comes of a meeting, and shows what it became. When somebody else was first it is read again, and the caller
 * keeps what was typed.
 */
export function useChangeFollowThrough(meetingId: string) {
  const queryClient = useQueryClient();
  const queryKey = followThroughKey(meetingId);
  return useMutation({
    mutationFn: ({ path, method = "post", ...options }: Change) =>
      api[method](`/meetings/${meetingId}/${path}`, { ...options, schema: FollowThrough }),
    onSuccess: (changed) => queryClient.setQueryData(queryKey, changed),
    onError: async ({ problem }) => {
      if (problem.code === "revision_mismatch")
        await queryClient.invalidateQueries({ queryKey: meetingKey(meetingId) });
    },
  });
}
