import { z } from "zod";
import { FreeText, Id, Instant } from "../http/conventions.contract.ts";
import { MeetingStatus, MeetingTypeCode } from "../meetings/meetings.contract.ts";
import { HandlaggareRole } from "../people/people.contract.ts";

/** Somebody whose meetings the reader may hand over: oneself, and those of the office for who leads it. */
export const HandOverPerson = z.strictObject({
  personId: Id,
  name: z.string(),
  role: HandlaggareRole,
  /** Who has left can have meetings still. */
  active: z.boolean(),
  meetingsToCome: z.int(),
  /** Cases they are assigned to without a meeting to come. */
  casesWithoutMeetings: z.int(),
});
export type HandOverPerson = z.infer<typeof HandOverPerson>;
export const HandOverPeople = z.strictObject({ items: z.array(HandOverPerson) });

/** Whose meetings to come, to whom of the same agency; of one case only when somebody is disqualified from it. */
export const PreviewHandOver = z.strictObject({
  personId: Id,
  toPersonIds: z.array(Id).max(20),
  /** A meeting of the case that it is about; null for all cases. */
  ofMeetingId: Id.nullable(),
});
export type PreviewHandOver = z.infer<typeof PreviewHandOver>;

const Colleague = z.strictObject({ personId: Id, name: z.string(), officeName: z.string() });

/** A meeting that could be handed over. Says nothing of whom it is with. */
export const HandOverItem = z.strictObject({
  meetingId: Id,
  reference: z.string(),
  type: MeetingTypeCode,
  status: MeetingStatus,
  /** The earliest of its times. */
  startAt: Instant,
  endAt: Instant,
  /** Those asked for who are free at all its times, in the order asked for. */
  freeIds: z.array(Id),
  /** Other colleagues in the län who are, when none of those is: three at most. */
  others: z.array(Colleague),
  /** Whether the reader may move it to another time instead. */
  mayMove: z.boolean(),
});
export type HandOverItem = z.infer<typeof HandOverItem>;
/** The soonest first. */
export const HandOverPreview = z.strictObject({ items: z.array(HandOverItem) });

/** Who takes over which meeting. */
export const HandOver = z.strictObject({
  personId: Id,
  /** A meeting of the case from which the person is disqualified (jäv): they may not work on it or see it from then on. */
  disqualifiedOfMeetingId: Id.nullable(),
  items: z.array(z.strictObject({ meetingId: Id, toPersonId: Id })).max(500),
  /** Who is assigned to the person's cases without a meeting to come, when they leave; nobody when left out. */
  casesToPersonId: Id.optional(),
});
export type HandOver = z.infer<typeof HandOver>;

export const HAND_OVER_OUTCOMES = [
  "handed_over",
  "collides",
  "refused",
  "too_late",
  "changed",
  "not_found",
] as const;
/**
 * What became of each. `collides`: the colleague is not free then any more; `refused`: they can't take it, whatever the time;
 * `too_late`: it has begun or is over; `changed`: others change it just now; `not_found`: it is not the person's.
 */
export const HandOverResult = z.strictObject({
  items: z.array(z.strictObject({ meetingId: Id, outcome: z.enum(HAND_OVER_OUTCOMES) })),
  /** How many cases without a meeting to come somebody else is assigned to now. */
  cases: z.int(),
});
export type HandOverOutcome = (typeof HAND_OVER_OUTCOMES)[number];

/** Somebody of one's office who is disqualified from a case (jäv). Says nothing of whom the case is about. */
export const Disqualification = z.strictObject({
  caseId: Id,
  personId: Id,
  name: z.string(),
  recordedAt: Instant,
  recordedByName: z.string(),
  /** The meetings of the case that they took part in, by our own reference. */
  references: z.array(z.string()),
});
export type Disqualification = z.infer<typeof Disqualification>;
export const DisqualificationList = z.strictObject({ items: z.array(Disqualification) });

/** It turned out not to be so, or is so no more. The reason is kept. */
export const LiftDisqualification = z.strictObject({
  caseId: Id,
  personId: Id,
  reason: FreeText(500).min(3, { error: "Skriv varför jävet hävs." }),
});
export type LiftDisqualification = z.infer<typeof LiftDisqualification>;
