import type { MeetingRecord } from "../meetings/meeting-record.ts";
import { MEETING_TYPE } from "../meetings/types/registered-types.contract.ts";
import type { MessageSubject } from "./message-texts.ts";
import { isLastReminderEarly } from "./reminders.ts";

/**
 * Which text tells an individual of it. A meeting one may decline is offered, not announced; a time one has chosen oneself
 * is confirmed; a last reminder that comes the evening before doesn't say "soon".
 */
export function individualTextOf({ kind, meeting }: Pick<MessageSubject, "kind" | "meeting">): string {
  const { declinable } = MEETING_TYPE[meeting.type];
  if (kind === "reminder_hour" && isLastReminderEarly(meeting.startsAt)) return "reminder_day";
  if (kind === "offer") return declinable ? "offerVoluntary" : "offer";
  if (kind !== "invitation") return kind;
  if (isChosen(meeting)) return "chosen";
  return declinable ? "voluntary" : "invitation";
}

/** Whether the meeting's time is the one that the individual chose. */
export function isChosen({ heldTimes, startsAt }: MeetingRecord): boolean {
  return heldTimes.some((time) => time.state === "chosen" && time.startsAt.getTime() === startsAt.getTime());
}
