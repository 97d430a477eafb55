import type { Benefit } from "../people/people.contract.ts";
import type { LocalDate } from "../scheduling/local-time.ts";
import type { Cooperation, DATA, Measure, RecordRequest, SOURCES } from "./course.contract.ts";

export type Datum = (typeof DATA)[number];
export type Source = (typeof SOURCES)[number];

/** Where a datum comes from, and when it was first known. */
export interface KnownDatum {
  readonly source: Source;
  readonly knownAt: Date;
  readonly recordedByName: string | null;
}

/** One period of cooperation as the database knows it. */
export interface CooperationRecord extends Omit<Cooperation, "known" | "measures"> {
  readonly caseId: string;
  readonly firstMeetingId: string | null;
  readonly lastMeetingId: string | null;
  readonly sex: "woman" | "man";
  readonly birthYear: number;
  readonly benefit: Benefit;
  readonly officeId: string;
  /** Brought in from the time before Samtid: not changed here. */
  readonly isImported: boolean;
  readonly measures: readonly Measure[];
  readonly known: Readonly<Partial<Record<Datum, KnownDatum>>>;
}

/** A joint survey of a case, whatever has come of it. */
export interface SurveyRecord {
  readonly meetingId: string;
  readonly startsAt: Date;
  readonly status: string;
  /** Since when it is known to have been held; null while it isn't. */
  readonly heldKnownAt: Date | null;
  /** The office that Försäkringskassan's handläggare comes from. */
  readonly fkOfficeId: string | null;
}

/** What is written of a cooperation's survey: the first and the last meeting held, and when that was known. */
export interface SurveyEnds {
  readonly first: SurveyEnd | null;
  readonly last: SurveyEnd | null;
}
export interface SurveyEnd {
  readonly meetingId: string;
  readonly on: LocalDate;
  readonly knownAt: Date;
}

/** Who says something once, and when. */
export interface Said {
  readonly by: string | null;
  readonly source: Source;
  readonly at: Date;
}

/** A new period of cooperation, with what follow-up counts by. */
export interface NewCooperation extends RecordRequest {
  readonly caseId: string;
  readonly sex: "woman" | "man";
  readonly birthYear: number;
  readonly benefit: Benefit;
  readonly officeId: string;
}
