import type { Interval } from "./intervals.ts";
import type { LocalDay } from "./local-days.ts";
import type { MeetingCaps } from "./meeting-caps.ts";
import type { Weights } from "./ranking.ts";

/**
 * Somebody whose time a meeting takes. All times are epoch minutes; intervals may come in any order and overlap, and are
 * read fastest when sorted by start. Load them for the window with the longest buffers around it.
 */
export interface Participant {
  readonly personId: string;
  /** When the person works, public holidays already taken out. Left out: no working hours, only time that is taken. */
  readonly workingTime?: readonly Interval[];
  /** Absences, meetings, lunch, external calendars and whatever else takes the person's time. */
  readonly busyTime: readonly Interval[];
  /** Time of which nothing is known, e.g. all of it when the person's external calendar could not be read. Never free. */
  readonly unknownTime?: readonly Interval[];
  /** Working time that has to be free before each meeting: the longer of the meeting type's and the person's own. */
  readonly bufferBeforeMinutes?: number;
  readonly bufferAfterMinutes?: number;
}

/** Someone who could represent a side. */
export interface Candidate extends Participant, MeetingCaps {
  readonly workingTime: readonly Interval[];
  /** Meetings the person has in the period over which load is to be fair. */
  readonly load?: number;
}

/** One of the parties that must be represented, usually an agency. One of the candidates is enough; without any, no time is possible. */
export interface Side {
  readonly side: string;
  readonly candidates: readonly Candidate[];
}

/** The individual has no working hours, only time that is taken, and wishes. */
export interface IndividualTime {
  readonly busyTime: readonly Interval[];
  /** The only time the individual can come: other days and parts of day are ruled out. Left out: any time. */
  readonly possibleTime?: readonly Interval[];
  /** The time the individual would rather come. It ranks; it rules nothing out. */
  readonly preferredTime?: readonly Interval[];
}

/** Everything a search for joint free time needs to know, loaded. Times are epoch minutes. No person may be a candidate of two sides. */
export interface JointFreeTimeInput {
  readonly sides: readonly Side[];
  readonly individual: IndividualTime;
  /** Others who must be there, each of them: an interpreter, a care provider. */
  readonly participants?: readonly Participant[];
  /** Those whose presence is worth something but rules nothing out. */
  readonly optionalParticipants?: readonly Participant[];
  /** The whole meeting lies in here: it starts at `from` or later and has ended at `to`. */
  readonly window: { readonly from: number; readonly to: number };
  readonly durationMinutes: number;
  /** Starts are multiples of this. Up to 60 they are also multiples on the Swedish clock, which is whole hours from UTC. */
  readonly gridMinutes: number;
  /** No meeting starts earlier: the present, or the end of a period of notice. */
  readonly notBefore: number;
  /** The meeting has ended by then, or no longer serves its purpose: for a kontaktmöte the end of day 180. */
  readonly deadline?: number;
  /** The horizon to which rules have become occurrences. Time after it is unknown, never free. */
  readonly knownUntil?: number;
  /** The local days of the window; caps count by them. */
  readonly days?: readonly LocalDay[];
  /** Pairs of candidates, of different sides, who have met the individual together. */
  readonly metBefore?: readonly (readonly [string, string])[];
  /** What makes one time better than another. `DEFAULT_WEIGHTS` when left out. */
  readonly weights?: Weights;
}

/** A time when a meeting can be held, and who would represent each side, in the order of the sides asked for. */
export interface FreeTime {
  readonly startMinute: number;
  readonly endMinute: number;
  readonly pair: readonly { readonly side: string; readonly personId: string }[];
}
