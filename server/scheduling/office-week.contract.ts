import { z } from "zod";
import { Id, Instant } from "../http/conventions.contract.ts";
import { MeetingTypeCode } from "../meetings/meetings.contract.ts";
import { HandlaggareRole } from "../people/people.contract.ts";

const Interval = z.strictObject({ startAt: Instant, endAt: Instant });

/** What takes somebody's time, as who leads their office sees it: meetings by type, all else without saying what. */
export const OfficeBusy = Interval.extend({
  kind: z.enum(["meeting", "absent", "busy"]),
  /** Of a meeting; null for one of a case that the reader is disqualified from. */
  type: MeetingTypeCode.nullable(),
  /** The time is held, and nothing settled. */
  isPreliminary: z.boolean(),
});
export type OfficeBusy = z.infer<typeof OfficeBusy>;

export const OfficeColleague = z.strictObject({
  personId: Id,
  name: z.string(),
  role: HandlaggareRole,
  openTime: z.array(Interval),
  busy: z.array(OfficeBusy),
  /** A calendar of theirs can't be read, so that nobody can book them. */
  isUnknown: z.boolean(),
});
export type OfficeColleague = z.infer<typeof OfficeColleague>;

/** Everybody at an office side by side, by name. */
export const OfficeWeek = z.strictObject({ people: z.array(OfficeColleague) });
export type OfficeWeek = z.infer<typeof OfficeWeek>;
