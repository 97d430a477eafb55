import { z } from "zod";
import { FreeText, Id, Instant, LocalDate } from "../http/conventions.contract.ts";
import { MeetingStatus, MeetingTypeCode } from "../meetings/meetings.contract.ts";

/** Why nobody can book one: one is away, or works undisturbed. Others see no difference. */
export const AwayKind = z.enum(["away", "focus"]);
export type AwayKind = z.infer<typeof AwayKind>;

/** On the wall clock in Sweden, minutes after 00:00; 1440 is the midnight that ends the day. */
const stretch = { startMinutes: z.int().min(0).max(1439), endMinutes: z.int().min(1).max(1440) };
const isForward = (given: { startMinutes: number; endMinutes: number }) =>
  given.startMinutes < given.endMinutes;
const notForward = { path: ["endMinutes"], message: "Sluttiden ska vara efter starttiden." };
const DayStretch = z.strictObject(stretch).refine(isForward, notForward);
const Weekday = z.literal([1, 2, 3, 4, 5, 6, 7]);

/** The weeks one works between two dates, both included; from the beginning, or for good, where null. */
const HoursPeriod = z
  .strictObject({
    validFrom: LocalDate.nullable(),
    validUntil: LocalDate.nullable(),
    hours: z
      .array(z.strictObject({ weekday: Weekday, ...stretch }).refine(isForward, notForward))
      .min(1, { message: "Ange arbetstid för minst en dag." })
      .max(50),
  })
  .refine(({ validFrom, validUntil }) => !validFrom || !validUntil || validFrom <= validUntil, {
    path: ["validUntil"],
    message: "Sista dagen kan inte vara före den första.",
  });

/** Other hours than the week's on one date; none at all when there are no stretches. */
const HoursException = z.strictObject({ on: LocalDate, stretches: z.array(DayStretch).max(10) });

/** Every week, or every second and so on, counted from the week of the first date. */
const Recurring = z
  .strictObject({
    kind: AwayKind,
    weekday: Weekday,
    ...stretch,
    everyWeeks: z.int().min(1).max(52),
    firstOn: LocalDate,
    lastOn: LocalDate.nullable(),
    title: FreeText(120).nullable(),
  })
  .refine(isForward, notForward)
  .refine(({ firstOn, lastOn }) => !lastOn || firstOn <= lastOn, {
    path: ["lastOn"],
    message: "Sista dagen kan inte vara före den första.",
  });

const Buffer = z.int().min(0).max(240);
const pattern = {
  periods: z.array(HoursPeriod).max(20),
  exceptions: z.array(HoursException).max(200),
  lunch: DayStretch.nullable(),
  recurring: z.array(Recurring).max(50),
  bufferBeforeMinutes: Buffer,
  bufferAfterMinutes: Buffer,
  capPerDay: z.int().min(1).max(20).nullable(),
  capPerWeek: z.int().min(1).max(60).nullable(),
};

/** When a handläggare can be booked, whole: what is left out of a list is gone. */
export const PatternDraft = z.strictObject(pattern).superRefine(({ periods, exceptions }, context) => {
  for (const index of repeatedIn(periods.map(({ validFrom }) => validFrom ?? "")))
    context.addIssue({
      code: "custom",
      path: ["periods", index, "validFrom"],
      message: "En annan arbetstid börjar gälla samma dag.",
    });
  for (const index of repeatedIn(exceptions.map(({ on }) => on)))
    context.addIssue({
      code: "custom",
      path: ["exceptions", index, "on"],
      message: "Dagen har redan en avvikelse.",
    });
});
export type PatternDraft = z.infer<typeof PatternDraft>;

/** A meeting to come, or a time held for one, that lies outside the time in which its handläggare can be booked. It stands. */
export const Collision = z.strictObject({
  meetingId: Id,
  reference: z.string(),
  type: MeetingTypeCode,
  status: MeetingStatus,
  startAt: Instant,
  endAt: Instant,
});
export type Collision = z.infer<typeof Collision>;
/** Those that nobody has said to keep, soonest first. */
export const CollisionList = z.strictObject({ items: z.array(Collision) });

export const WorkingPattern = z.strictObject({
  ...pattern,
  revision: z.int(),
  collisions: z.array(Collision),
});
export type WorkingPattern = z.infer<typeof WorkingPattern>;

/** Which of a meeting's times stands although it lies outside one's time. */
export const KeepCollision = z.strictObject({ meetingId: Id, startAt: Instant });
export type KeepCollision = z.infer<typeof KeepCollision>;

function repeatedIn(values: readonly string[]): number[] {
  return values.flatMap((value, index) => (values.indexOf(value) < index ? [index] : []));
}
