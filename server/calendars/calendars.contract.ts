import { z } from "zod";
import { FreeText, Id, Instant } from "../http/conventions.contract.ts";
import { MeetingSummary } from "../meetings/meetings.contract.ts";

/** How much a feed's events say. `busy` is the default: no personal data, no meeting type. */
export const DetailLevel = z.enum(["busy", "type", "reference"]);
export type DetailLevel = z.infer<typeof DetailLevel>;

export const NewFeed = z.strictObject({
  label: FreeText(60).min(1),
  detailLevel: DetailLevel.default("busy"),
});
export type NewFeed = z.infer<typeof NewFeed>;

export const Feed = z.strictObject({
  id: Id,
  label: z.string(),
  detailLevel: DetailLevel,
  createdAt: Instant,
  lastFetchedAt: Instant.nullable(),
  lastFetchedBy: z.string().nullable(),
  revokedAt: Instant.nullable(),
});
export type Feed = z.infer<typeof Feed>;
export const FeedList = z.strictObject({ items: z.array(Feed) });

/** The address is shown once, when the feed is created: only its hash is kept. */
export const CreatedFeed = Feed.extend({ address: z.string() });
export type CreatedFeed = z.infer<typeof CreatedFeed>;

/** Years that calendars are kept for; the rules of Swedish time and holidays hold in them. */
const CalendarInstant = Instant.refine((at) => /^2[01]\d\d$/.test(at.slice(0, 4)), {
  message: "Ange en tid mellan åren 2000 och 2199.",
});

export const TimeRange = z
  .strictObject({ from: CalendarInstant, to: CalendarInstant })
  .refine(({ from, to }) => Date.parse(from) < Date.parse(to), {
    path: ["to"],
    message: "Sluttiden ska vara efter starttiden.",
  })
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) <= 93 * 86_400_000, {
    path: ["to"],
    message: "Perioden får vara högst 93 dygn.",
  });

export const Interval = z.strictObject({ startAt: Instant, endAt: Instant });

/** Time one is away. The title is seen by oneself alone. */
export const Absence = Interval.extend({ id: Id, title: z.string().nullable() });
export type Absence = z.infer<typeof Absence>;

/** A handläggare's own week: their meetings, working hours and absences. */
export const OwnCalendar = z.strictObject({
  meetings: z.array(MeetingSummary),
  workingHours: z.array(Interval),
  absences: z.array(Absence),
  /** Public holidays, and the eves on which offices are closed. */
  holidays: z.array(z.strictObject({ on: z.iso.date(), name: z.string() })),
});
export type OwnCalendar = z.infer<typeof OwnCalendar>;

/** Anyone else's time: busy or not, merged, nothing more. Outside working hours counts as busy. */
export const BusyTime = z.strictObject({ personId: Id, busy: z.array(Interval) });
export type BusyTime = z.infer<typeof BusyTime>;

export const NewAbsence = z
  .strictObject({ startAt: CalendarInstant, endAt: CalendarInstant, title: FreeText(120).nullable() })
  .refine(({ startAt, endAt }) => Date.parse(startAt) < Date.parse(endAt), {
    path: ["endAt"],
    message: "Sluttiden ska vara efter starttiden.",
  });
export type NewAbsence = z.infer<typeof NewAbsence>;
