import { z } from "zod";
import { Id, Instant, LocalDate } from "../http/conventions.contract.ts";
import { OrganisationId } from "../people/people.contract.ts";

/** One side of a meeting: who from this agency could come. One named handläggare for now; the list is what pools will fill. */
export const Side = z.strictObject({
  organisationId: OrganisationId,
  handlaggareIds: z.array(Id).min(1).max(1),
});

/** The search for joint free time. Dates are inclusive, in Europe/Stockholm. */
export const FreeTimeSearch = z
  .strictObject({
    caseId: Id,
    sides: z.array(Side).min(1).max(2),
    durationMinutes: z
      .int()
      .min(15)
      .max(480)
      .refine((minutes) => minutes % 15 === 0, { message: "Mötets längd anges i hela kvartar." }),
    fromOn: LocalDate,
    toOn: LocalDate,
    /** When moving: the meeting whose own time counts as free. */
    ignoreMeetingId: Id.optional(),
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
  handlaggare: z.array(z.strictObject({ organisationId: OrganisationId, personId: Id })),
});
export type FreeTime = z.infer<typeof FreeTime>;

/** Why a day has no time. Only the layer is told, never what lies in anyone's calendar. */
export const EmptyDay = z.strictObject({
  on: LocalDate,
  reasons: z.array(
    z.strictObject({
      code: z.enum([
        "holiday",
        "weekend",
        "no_working_hours",
        "unknown_calendar",
        "busy",
        "cap",
        "buffer",
        "too_soon",
        "deadline",
        "beyond_horizon",
        "individual_busy",
        "individual_preference",
        "participant_unavailable",
        "no_joint_time",
        "too_short",
      ]),
      organisationId: OrganisationId.optional(),
    }),
  ),
});
export type EmptyDay = z.infer<typeof EmptyDay>;

export const FreeTimes = z.strictObject({ times: z.array(FreeTime), emptyDays: z.array(EmptyDay) });
export type FreeTimes = z.infer<typeof FreeTimes>;
