import { useMutation } from "@tanstack/vue-query";
import { MeetingView } from "../../../../server/meetings/meetings.contract.ts";
import { api } from "../../api/api.ts";
import type { BookingDraft } from "./booking-draft.ts";
import { commandOf, type PlannedMeeting } from "./planned-meeting.ts";

interface Attempt {
  meeting: PlannedMeeting;
  draft: BookingDraft;
}

/**
 * Books the meeting of a draft, or offers its times. Trying the same command again, after a lost answer, keeps its
 * idempotency key, so that it is done once; a command that has been changed is a new one.
 */
export function useBooking() {
  let attempt = { command: "", key: "" };
  return useMutation({
    mutationFn: ({ meeting, draft }: Attempt) => {
      const body = commandOf(meeting, draft);
      const command = JSON.stringify(body);
      if (command !== attempt.command) attempt = { command, key: crypto.randomUUID() };
      const path = "times" in body ? "/meeting-offers" : "/meetings";
      return api.post(path, { body, idempotencyKey: attempt.key, schema: MeetingView });
    },
  });
}
