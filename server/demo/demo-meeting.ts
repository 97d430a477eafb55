import type { GiveAnswer } from "../invitations/invitations.contract.ts";
import type { NotHeldReason } from "../outcomes/outcomes.contract.ts";
import type { CancelMeeting, MeetingMode, MeetingTypeCode } from "../meetings/meetings.contract.ts";

/** How the individual has reacted to a time. */
export interface DemoReaction {
  /** Given through the one-time link. */
  readonly answer?: GiveAnswer;
  /** Said to a handläggare who called. */
  readonly byTelephone?: GiveAnswer;
  /** Opened the link, no more. */
  readonly opened?: true;
}

/** A time wished for: the first joint one from then on is taken. Days are working days from today, 0 is today. */
export interface DemoTime {
  readonly day: number;
  /** Hour on the wall clock; the first of the day when left out. */
  readonly hour?: number;
}

/** What has happened to a meeting, in order. Days are working days from today, so the past is negative. */
export interface DemoMeeting extends DemoTime, DemoReaction {
  /** Key of the individual. */
  readonly who: string;
  readonly type: MeetingTypeCode;
  readonly mode: MeetingMode;
  readonly minutes: number;
  readonly booked: number;
  /** Offered at these times too, to choose among until a time on a day. */
  readonly offered?: {
    readonly otherTimes: readonly DemoTime[];
    readonly until: { readonly day: number; readonly hour: number };
  };
  /** Left to the individual: any time when all are free on the days between, until a time on a day. */
  readonly open?: {
    readonly untilDay: number;
    readonly until: { readonly day: number; readonly hour: number };
  };
  readonly moved?: DemoTime & DemoReaction & { readonly on: number };
  readonly cancelled?: { readonly on: number; readonly reason: CancelMeeting["reason"] };
  /** How a meeting that lies behind us went, if somebody has said. */
  readonly ended?: "held" | NotHeldReason;
  /** Nothing is mailed, and nobody has called yet. */
  readonly notCalled?: true;
}

/** The four types, each with its usual length. */
export const GK = { type: "gemensam_kartlaggning", minutes: 60 } as const;
export const OM = { type: "omstallningsmote", minutes: 45 } as const;
export const KM = { type: "kontaktmote", minutes: 45 } as const;
export const UM = { type: "uppfoljningsmote", minutes: 45 } as const;

export const ACCEPTED: DemoReaction = { answer: { answer: "accepted" } };
