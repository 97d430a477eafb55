import { useMutation } from "@tanstack/vue-query";
import { MeetingView, type NewMeetingCommand } from "../../../../server/meetings/meetings.contract.ts";
import { api } from "../../api/api.ts";
import type { BookingDraft } from "./booking-draft.ts";
import { commandOf, type PlannedMeeting } from "./planned-meeting.ts";

interface Attempt {
  meeting: PlannedMeeting;
  draft: BookingDraft;
}

function pathOf(command: NewMeetingCommand): string {
  if ("opening" in command) return "/meeting-openings";
  return "times" in command ? "/meeting-offers" : "/meetings";
}

/**
 * Books the meeting of a draft, offers its times, or lets the individual pick one. Trying the same command again, after a lost answer, keeps its
 * idempotency key, so that it is done once; a command that has been changed is a new one.
 */
export function useBooking() {
  let attempt = { command: "", key: "" };
  return useMutation({
    mutationFn: ({ meeting, draft }: Attempt) => {
      const body = commandOf(meeting, draft);
      const command = JSON.stringify(body);
      if (command !== attempt.command) attempt = { command, key: crypto.randomUUID() };
      const path = pathOf(body);
      return api.post(path, { body, idempotencyKey: attempt.key, schema: MeetingView });
    },
  });
}
