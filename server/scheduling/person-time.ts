import type { OrganisationId } from "../people/people.contract.ts";
import type { Interval } from "./intervals.ts";
import type { LocalDate } from "./local-time.ts";

/** One handläggare's time in a window, and the rules of their own. Intervals are epoch minutes, in order of start. */
export interface HandlaggareTime {
  readonly personId: string;
  readonly organisationId: OrganisationId;
  readonly name: string;
  /** Working time as it was written down when the rules last changed, closed days taken out. */
  readonly openTime: readonly Interval[];
  /** Absences, and what an external calendar says is busy. */
  readonly away: readonly Interval[];
  /** Meetings, and times held for one. */
  readonly meetings: readonly Interval[];
  /** The date from which nothing is known yet; null when nothing at all is. */
  readonly knownUntil: LocalDate | null;
  /** An external calendar of theirs could not be read, or not for so long that it may say something else by now. */
  readonly isUnknown: boolean;
  readonly bufferBeforeMinutes: number;
  readonly bufferAfterMinutes: number;
  readonly capPerDay: number | null;
  readonly capPerWeek: number | null;
}
