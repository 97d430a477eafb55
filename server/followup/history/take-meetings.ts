import { randomUUID } from "node:crypto";
import { addMeeting } from "./historic-meeting.ts";
import { noonOf } from "./history-fields.ts";
import { MEETING_COLUMNS, MeetingLine, NEEDED_MEETING_COLUMNS } from "./meeting-line.ts";
import type { Known, Taking, Wrong } from "./taking.ts";

/** Historic meetings. One that goes on another must belong to the same case and come after it in the file, or have been imported before. */
export const meetingsTaking: Taking<MeetingLine> = {
  kind: "meeting",
  format: { schema: MeetingLine, columns: MEETING_COLUMNS, needed: NEEDED_MEETING_COLUMNS },
  references: ({ continues }) => (continues ? [continues] : []),
  wrongWith: (line, known, at) => [
    ...(line.starts_at >= at ? [["starts_at", "in_the_future"] as const] : []),
    ...(line.known_on && noonOf(line.known_on) > at ? [["known_on", "in_the_future"] as const] : []),
    ...(known.office(line.office, true) ? [] : [["office", "unknown_office"] as const]),
    ...(line.other_office && !known.office(line.other_office, false)
      ? [["other_office", "unknown_office"] as const]
      : []),
    ...wrongMeeting("continues", line.continues, known),
  ],
  add(rows, line, { caseId, known, importing }) {
    const id = randomUUID();
    const continued = line.continues ? known.meeting(line.continues) : undefined;
    const found = {
      id,
      caseId,
      office: known.office(line.office, true)!,
      otherOffice: line.other_office ? known.office(line.other_office, false) : undefined,
      continuesMeetingId: continued?.id ?? null,
    };
    addMeeting(rows, line, found, importing);
    return { id, meeting: { id, caseId, startsAt: line.starts_at } };
  },
};

/** What is wrong with a reference to a meeting. */
export function wrongMeeting(column: string, reference: string | undefined, known: Known): readonly Wrong[] {
  if (!reference) return [];
  const meeting = known.meeting(reference);
  if (!meeting) return [[column, "unknown_meeting"]];
  return meeting.caseId === known.caseId ? [] : [[column, "other_case"]];
}
