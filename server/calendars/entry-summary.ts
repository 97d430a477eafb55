import type { MeetingTypeCode } from "../meetings/meetings.contract.ts";
import { MEETING_TYPE } from "../meetings/types/registered-types.contract.ts";
import type { DetailLevel } from "./calendars.contract.ts";
import sv from "./locales/sv.json" with { type: "json" };

/** What a calendar shows of a meeting, in Swedish. */
export interface EntryText {
  readonly summary: string;
  readonly description: string;
}

/** The name every feed carries: constant, since it may be shown to others than its owner. */
export const FEED_NAME: string = sv.feedName;

/** What a feed without meetings says. */
export const NO_MEETINGS: string = sv.noMeetings;

/**
 * What a handläggare's feed says of a meeting: that time is taken (`busy`), which type of meeting it is (`type`), or
 * also our own reference, which is not a case number of either agency (`reference`). Names and places never.
 *
 * @param meeting.url where to sign in; left out where the agency sends no links.
 */
export function feedEntryText(meeting: {
  readonly detailLevel: DetailLevel;
  readonly meetingType: MeetingTypeCode;
  readonly reference: string;
  readonly url?: string | undefined;
}): EntryText {
  return { summary: summaryOf(meeting), description: describe(meeting.url) };
}

/**
 * What mail invitations, downloads and an individual's own feed say of a meeting: outside the logged-in service
 * neither type nor agency may show.
 *
 * @param meeting.url where to read more; left out where the agency sends no links.
 */
export function neutralEntryText(meeting: { readonly url?: string | undefined }): EntryText {
  return { summary: sv.meeting, description: describe(meeting.url) };
}

function summaryOf(meeting: Parameters<typeof feedEntryText>[0]): string {
  const { name } = MEETING_TYPE[meeting.meetingType].texts;
  switch (meeting.detailLevel) {
    case "busy":
      return sv.busy;
    case "type":
      return name;
    case "reference":
      return `${name} (${meeting.reference})`;
  }
}

/** The link stands in the text too: not every program shows an event's URL. */
function describe(url: string | undefined): string {
  return url === undefined ? sv.withoutLink : `${sv.withLink}\n${url}`;
}
