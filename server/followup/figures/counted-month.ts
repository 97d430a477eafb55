import type { LocalDate } from "../../scheduling/local-time.ts";

/** A month that is counted: what may happen in it, and until when it may have become known. */
export interface CountedMonth {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** The first day of the year: what became known late comes from then on. */
  readonly firstOn: LocalDate;
  /** The first day of the month. */
  readonly monthOn: LocalDate;
  /** The first day after the month. */
  readonly untilOn: LocalDate;
  /** The same days' beginnings. */
  readonly from: Date;
  readonly monthFrom: Date;
  /** What happened earlier in the year is counted now only if it became known from here on. */
  readonly until: Date;
  /** What became known from then on is not counted. */
  readonly knownBefore: Date;
}
