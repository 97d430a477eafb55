import { useMutation } from "@tanstack/vue-query";
import { MeetingView } from "../../../../server/meetings/meetings.contract.ts";
import { api } from "../../api/api.ts";
import { type BookingDraft, commandOf, type meetingOf } from "./booking-draft.ts";

interface Attempt {
  meeting: NonNullable<ReturnType<typeof meetingOf>>;
  draft: BookingDraft;
}

/**
 * Books the meeting of a draft. Trying the same command again, after a lost answer, keeps its idempotency key, so
 * that it books once; a command that has been changed is a new one.
 */
export function useBooking() {
  let attempt = { command: "", key: "" };
  return useMutation({
    mutationFn: ({ meeting, draft }: Attempt) => {
      const body = commandOf(meeting, draft);
      const command = JSON.stringify(body);
      if (command !== attempt.command) attempt = { command, key: crypto.randomUUID() };
      return api.post("/meetings", { body, idempotencyKey: attempt.key, schema: MeetingView });
    },
  });
}
