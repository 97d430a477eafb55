import { z } from "zod";
import { FreeText, Id, Instant, LocalDate } from "../http/conventions.contract.ts";
import { MeetingTypeCode } from "../meetings/meetings.contract.ts";
import { FurtherParticipants } from "../people/external-parties.contract.ts";
import { HandlaggareRole, MessageChannel, OrganisationId } from "../people/people.contract.ts";
import { Loosen, LOOSENED } from "./loosened.contract.ts";

/** An office, or all offices in a län, narrowed by what is asked of the handläggare. */
export const Pool = z
  .strictObject({
    officeId: Id.optional(),
    lan: FreeText(60).min(1).optional(),
    role: HandlaggareRole.optional(),
    /** A language the handläggare speaks, as a BCP 47 tag: `sv`, `fi`, `ar` … */
    language: FreeText(20).min(2).optional(),
    competence: FreeText(60).min(1).optional(),
  })
  .refine(({ officeId, lan }) => officeId !== undefined || lan !== undefined, {
    message: "Välj ett kontor eller ett län.",
  });
export type Pool = z.infer<typeof Pool>;

/** One side of a meeting: who from this agency could come. One of the named, or of the pool, is enough. */
export const Side = z
  .strictObject({
    organisationId: OrganisationId,
    handlaggareIds: z.array(Id).min(1).max(50).optional(),
    pool: Pool.optional(),
  })
  .refine(({ handlaggareIds, pool }) => (handlaggareIds === undefined) !== (pool === undefined), {
    message: "Välj antingen handläggare eller en grupp att söka i.",
  });

const wish = {
  caseId: Id,
  type: MeetingTypeCode,
  sides: z.array(Side).min(1).max(2),
  /** Others beside the individual and the sides. When moving, those of the meeting count. */
  participants: FurtherParticipants.optional(),
  durationMinutes: z
    .int()
    .min(15)
    .max(480)
    .refine((minutes) => minutes % 15 === 0, { message: "Mötets längd anges i hela kvartar." }),
  loosen: Loosen.optional(),
  /** When moving: the meeting whose own time counts as free. */
  ignoreMeetingId: Id.optional(),
};

/** The search for joint free time. Dates are inclusive, in Europe/Stockholm. */
export const FreeTimeSearch = z
  .strictObject({
    ...wish,
    fromOn: LocalDate,
    toOn: LocalDate,
    /** Best first, or by time. By time when left out. */
    order: z.enum(["best", "time"]).optional(),
    /** Most times in the answer; 5000 when left out. */
    limit: z.int().min(1).max(5000).optional(),
  })
  .refine((search) => search.fromOn <= search.toOn, {
    path: ["toOn"],
    message: "Sista dagen ska vara samma dag som den första, eller senare.",
  });
export type FreeTimeSearch = z.infer<typeof FreeTimeSearch>;

/** A time when all who must come are free, with who from each agency. */
export const FreeTime = z.strictObject({
  startAt: Instant,
  endAt: Instant,
  handlaggare: z.array(z.strictObject({ organisationId: OrganisationId, personId: Id, name: z.string() })),
  /** What makes the time good, in points; `total` is the sum of the parts. */
  score: z.strictObject({
    total: z.int(),
    parts: z.strictObject({
      earliness: z.int(),
      preference: z.int(),
      continuity: z.int(),
      load: z.int(),
      optional: z.int(),
      holes: z.int(),
    }),
  }),
});
export type FreeTime = z.infer<typeof FreeTime>;

/**
 * Why there is no time. Only the layer is told, and of which agency, never what lies in anyone's calendar. Besides the layers
 * of the search: `outside_window` (a kontaktmöte outside day 90–180 of the sick-leave case) and `off_grid` (not on the quarter).
 */
export const REASON_CODES = [
  "holiday",
  "weekend",
  "no_working_hours",
  "unknown_calendar",
  "busy",
  "buffer",
  "cap",
  "too_soon",
  "outside_window",
  "beyond_horizon",
  "off_grid",
  "individual_busy",
  "individual_preference",
  "participant_unavailable",
  "no_joint_time",
  "too_short",
] as const;
export const Reason = z.strictObject({
  code: z.enum(REASON_CODES),
  organisationId: OrganisationId.optional(),
  /** Of `participant_unavailable`: who of the further participants can't come, never why. */
  personId: Id.optional(),
});
export type Reason = z.infer<typeof Reason>;

export const EmptyDay = z.strictObject({ on: LocalDate, reasons: z.array(Reason) });
export type EmptyDay = z.infer<typeof EmptyDay>;

/** What would give more times, and how many more: a condition to do without, a longer period, or all offices in the län. */
export const WouldHelp = z.strictObject({
  change: z.enum([...LOOSENED, "longer_period", "whole_lan"]),
  times: z.int(),
});
export type WouldHelp = z.infer<typeof WouldHelp>;

export const FreeTimes = z.strictObject({
  times: z.array(FreeTime),
  emptyDays: z.array(EmptyDay),
  /** Asked for when there are few times or none; what helps most comes first. */
  wouldHelp: z.array(WouldHelp),
  /** When there is no time: the first one after the period, within six months. */
  nextFreeAt: Instant.nullable(),
  /** The dates between which a kontaktmöte serves its purpose, where the day of the sick-leave case is known; and that day today. */
  window: z.strictObject({ fromOn: LocalDate, toOn: LocalDate, chainDay: z.int() }).nullable(),
  /** Whether some of the period asked for lies outside that window. */
  outsideWindow: z.boolean(),
  /** How long before the meeting the individual is to be told, and how. What starts before `endsAt` needs a reason. */
  notice: z.strictObject({ channel: MessageChannel, workingDays: z.int(), endsAt: Instant }),
});
export type FreeTimes = z.infer<typeof FreeTimes>;

/** Asks why a meeting can't start at a time. */
export const WhyNotQuestion = z.strictObject({ ...wish, at: Instant });
export type WhyNotQuestion = z.infer<typeof WhyNotQuestion>;

/** No reasons: the time is free. */
export const WhyNot = z.strictObject({ reasons: z.array(Reason) });
export type WhyNot = z.infer<typeof WhyNot>;

/** Two offices, one of each agency, and a period of at most twelve weeks. */
export const CapacityQuery = z.strictObject({
  officeId: Id,
  otherOfficeId: Id,
  fromOn: LocalDate,
  toOn: LocalDate,
});
export type CapacityQuery = z.infer<typeof CapacityQuery>;

/** How much time two offices have for meetings, day by day: no persons, no times. */
export const Capacity = z.strictObject({
  days: z.array(
    z.strictObject({
      on: LocalDate,
      /** Hours that the office's handläggare are free, all of them together. */
      sides: z.array(z.strictObject({ organisationId: OrganisationId, officeId: Id, freeHours: z.number() })),
      /** Hours in which pairs, one from each office, could meet: of the free at each time, as many as the side with fewer. */
      jointHours: z.number(),
      /** Hours of the meetings that are booked between the two offices. */
      bookedHours: z.number(),
    }),
  ),
});
export type Capacity = z.infer<typeof Capacity>;
