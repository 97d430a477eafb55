import type { MeetingTypeCode } from "../meetings/meetings.contract.ts";
import { MEETING_TYPE } from "../meetings/types/registered-types.contract.ts";
import { addDays, instantAt, localDateOf } from "../scheduling/local-time.ts";
import { addWorkingDays } from "../scheduling/swedish-calendar.ts";
import type { MessageKind } from "./invitations.contract.ts";
import { beforeQuiet, isQuiet } from "./quiet-hours.ts";

/** Reminders to come in the day go out at nine. */
const MORNING = "09:00";
/** A reminder is no use so soon after one was told of the time. */
const REST_AFTER_TOLD_MS = 12 * 60 * 60_000;
const HOUR_MS = 60 * 60_000;

/** What the reminders of a meeting are computed from. */
export interface Remindable {
  readonly type: MeetingTypeCode;
  readonly startsAt: Date;
  /** When the present time was decided. */
  readonly timeSetAt: Date;
}

/** A reminder: from when it should go out, and until when it is of use. Instants. */
export interface Reminder {
  readonly kind: Extract<MessageKind, `reminder_${string}`>;
  readonly dueAt: Date;
  readonly uselessAt: Date;
}

/** A reminder of the plan, whether or not it is needed. */
export interface PlannedReminder extends Reminder {
  /** When it would have gone out but for the quiet hours it falls in. */
  readonly insteadOf: Date | null;
  /**
   * Whether the time was set after its moment, or so soon before that who has just been told of the time needs no reminder:
   * what told them is the reminder that one booked late gets.
   */
  readonly isCaughtUp: boolean;
}

/**
/**
 * The whole plan for a meeting's present time, of those its type has: a week before, a working day before, an hour before, in
 * order. What would come in the quiet hours comes before them: a meeting at 08.30 has its last reminder in the evening before.
 */
export function reminderPlanOf({ type, startsAt, timeSetAt }: Remindable): PlannedReminder[] {
  const startsOn = localDateOf(startsAt);
  const weekBefore = instantAt(addDays(startsOn, -7), MORNING);
  const dayBefore = instantAt(addWorkingDays(startsOn, -1), MORNING);
  const hourBefore = beforeQuiet(hourBeforeOf(startsAt));
  const plan: Reminder[] = [
    { kind: "reminder_week", dueAt: weekBefore, uselessAt: dayBefore },
    { kind: "reminder_day", dueAt: dayBefore, uselessAt: hourBefore },
    { kind: "reminder_hour", dueAt: hourBefore, uselessAt: startsAt },
  ];
  const early = new Date(timeSetAt.getTime() + REST_AFTER_TOLD_MS);
  const ofType = plan.filter(({ kind }) => MEETING_TYPE[type].reminders.includes(kind));
  return ofType.map((reminder) => {
    const isLast = reminder.kind === "reminder_hour";
    return {
      ...reminder,
      insteadOf: isLast && isLastReminderEarly(startsAt) ? hourBeforeOf(startsAt) : null,
      isCaughtUp: reminder.dueAt <= (isLast ? timeSetAt : early),
    };
  });
}

/**
 * The reminders that are to be sent. Computed from the meeting each time, never stored, so a moved or cancelled meeting has none
 * of its old ones.
 */
export function remindersOf(meeting: Remindable): Reminder[] {
  return reminderPlanOf(meeting)
    .filter(({ isCaughtUp }) => !isCaughtUp)
    .map(({ kind, dueAt, uselessAt }) => ({ kind, dueAt, uselessAt }));
}

/** Whether the last reminder comes in the evening before, since an hour before falls in the quiet hours. */
export function isLastReminderEarly(startsAt: Date): boolean {
  return isQuiet(hourBeforeOf(startsAt));
}

function hourBeforeOf(startsAt: Date): Date {
  return new Date(startsAt.getTime() - HOUR_MS);
}

/**
 * What a participant's reminders are computed from: who came to the meeting after its time was set was told of the time then.
 */
export function reminderTimeOf(
  { type, startsAt, timeSetAt }: Remindable,
  { createdAt }: { readonly createdAt: Date },
): Remindable {
  return { type, startsAt, timeSetAt: createdAt > timeSetAt ? createdAt : timeSetAt };
}

/** Whether a message may go out now as far as reminders are concerned: one that is no longer due is of no use. */
export function isReminderOfNow(kind: MessageKind, meeting: Remindable, now: Date): boolean {
  return !kind.startsWith("reminder_") || reminderDue(meeting, now)?.kind === kind;
}

/** The reminder that should be on its way now, if any. */
export function reminderDue(meeting: Remindable, now: Date): Reminder | undefined {
  return remindersOf(meeting).find(({ dueAt, uselessAt }) => dueAt <= now && now < uselessAt);
}
