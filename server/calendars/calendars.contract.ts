import { z } from "zod";
import { FreeText, Id, Instant } from "../http/conventions.contract.ts";
import { MeetingSummary } from "../meetings/meetings.contract.ts";
import { AwayKind } from "../scheduling/working-pattern.contract.ts";

/** How much a feed's events say. `busy` is the default: no personal data, no meeting type. */
export const DetailLevel = z.enum(["busy", "type", "reference"]);
export type DetailLevel = z.infer<typeof DetailLevel>;

/** Events for a calendar program, or when one is free for whoever asks (RFC 5545 §3.6.4), in which there is no detail. */
export const FeedKind = z.enum(["events", "free-busy"]);
export type FeedKind = z.infer<typeof FeedKind>;

export const NewFeed = z.strictObject({
  kind: FeedKind.default("events"),
  label: FreeText(60).min(1),
  detailLevel: DetailLevel.default("busy"),
});
export type NewFeed = z.infer<typeof NewFeed>;

export const Feed = z.strictObject({
  id: Id,
  kind: FeedKind,
  label: z.string(),
  detailLevel: DetailLevel,
  createdAt: Instant,
  lastFetchedAt: Instant.nullable(),
  lastFetchedBy: z.string().nullable(),
  /** Changes of one's meetings since then; null before the first time. */
  unseenChanges: z.int().nullable(),
  revokedAt: Instant.nullable(),
  /** When the address stops working by itself; changing it gives a new year. */
  expiresAt: Instant,
});
export type Feed = z.infer<typeof Feed>;
export const FeedList = z.strictObject({ items: z.array(Feed) });

/** The address is shown once, when the feed is created: only its hash is kept. */
export const CreatedFeed = Feed.extend({ address: z.string() });
export type CreatedFeed = z.infer<typeof CreatedFeed>;

/** The calendar address an individual can make for the meeting they were invited to; it is told once. */
export const InvitedFeed = z.strictObject({ isPossible: z.boolean(), createdAt: Instant.nullable() });
export type InvitedFeed = z.infer<typeof InvitedFeed>;
export const CreatedInvitedFeed = z.strictObject({ address: z.string() });
export type CreatedInvitedFeed = z.infer<typeof CreatedInvitedFeed>;

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

/** Time one is away or works undisturbed. The title is seen by oneself alone. */
export const Absence = Interval.extend({ id: Id, title: z.string().nullable(), kind: AwayKind });
export type Absence = z.infer<typeof Absence>;

/** A handläggare's own week: their meetings, working hours and absences. */
export const OwnCalendar = z.strictObject({
  meetings: z.array(MeetingSummary),
  workingHours: z.array(Interval),
  absences: z.array(Absence),
  /** When one's other calendars say that one is busy; seen by oneself alone. */
  externalBusy: z.array(Interval),
  /** One of one's other calendars can't be read, so that nobody can book one. */
  isUnknown: z.boolean(),
  /** Public holidays, and the eves on which offices are closed. */
  holidays: z.array(z.strictObject({ on: z.iso.date(), name: z.string() })),
});
export type OwnCalendar = z.infer<typeof OwnCalendar>;

/** Anyone else's time: busy or not, merged, nothing more. Outside working hours counts as busy. */
export const BusyTime = z.strictObject({ personId: Id, busy: z.array(Interval) });
export type BusyTime = z.infer<typeof BusyTime>;

export const NewAbsence = z
  .strictObject({
    startAt: CalendarInstant,
    endAt: CalendarInstant,
    title: FreeText(120).nullable(),
    kind: AwayKind.default("away"),
  })
  .refine(({ startAt, endAt }) => Date.parse(startAt) < Date.parse(endAt), {
    path: ["endAt"],
    message: "Sluttiden ska vara efter starttiden.",
  });
export type NewAbsence = z.infer<typeof NewAbsence>;
