import type { Violation } from "../platform/domain-error.ts";
import type { MeetingRecord } from "./meeting-record.ts";
import { MEETING_TYPE } from "./types/registered-types.contract.ts";
import type { MeetingPlan, MeetingStatus, SeriesMeeting } from "./meetings.contract.ts";

/** One of the meetings that belong together. */
export interface SeriesRecord {
  readonly meetingId: string;
  readonly reference: string;
  readonly status: MeetingStatus;
  readonly startsAt: Date;
  readonly mayOpen: boolean;
}

/** The meetings of a kartläggning as a handläggare in one of them sees them; none when there is only that one. */
export function presentSeries(series: readonly SeriesRecord[]): SeriesMeeting[] {
  if (series.length < 2) return [];
  return series.map(({ startsAt, ...meeting }) => ({
    ...meeting,
    startAt: ["draft", "offered"].includes(meeting.status) ? null : startsAt.toISOString(),
  }));
}

/** Only a kartläggning goes on in another meeting: of the same case, and not one that was called off. */
export function seriesViolations(
  { type, caseId }: Pick<MeetingPlan, "type" | "caseId">,
  earlier: Pick<MeetingRecord, "type" | "caseId" | "status"> | undefined,
): Violation[] {
  const belongs =
    MEETING_TYPE[type].mayContinue &&
    earlier?.type === type &&
    earlier.caseId === caseId &&
    earlier.status !== "cancelled";
  const detail = "Mötet hör inte till samma kartläggning.";
  return belongs ? [] : [{ pointer: "/continuesMeetingId", code: "not_same_kartlaggning", detail }];
}
