import { addDays, instantAt, localDateOf } from "../scheduling/local-time.ts";
import { addWorkingDays } from "../scheduling/swedish-calendar.ts";
import type { MessageKind } from "./invitations.contract.ts";
import { beforeQuiet, isQuiet } from "./quiet-hours.ts";

/** Reminders to come in the day go out at nine. */
const MORNING = "09:00";
/** A reminder is no use so soon after one was told of the time. */
const REST_AFTER_TOLD_MS = 12 * 60 * 60_000;
const HOUR_MS = 60 * 60_000;

/** A reminder: from when it should go out, and until when it is of use. Instants. */
export interface Reminder {
  readonly kind: Extract<MessageKind, `reminder_${string}`>;
  readonly dueAt: Date;
  readonly uselessAt: Date;
}

/**
 * The reminders of a meeting's present time: a week before, a working day before, an hour before. Computed from the
 * meeting each time, never stored, so a moved or cancelled meeting has none of its old ones. What would come in the
 * quiet hours comes before them: a meeting at 08.30 has its last reminder in the evening before.
 *
 * The earlier ones are left out when the time was set so late that the invitation itself serves.
 *
 * @param timeSetAt when the present time was decided.
 */
export function remindersOf({ startsAt, timeSetAt }: { startsAt: Date; timeSetAt: Date }): Reminder[] {
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
  return plan.filter(({ kind, dueAt }) => dueAt > (kind === "reminder_hour" ? timeSetAt : early));
}

/** Whether the last reminder comes in the evening before, since an hour before falls in the quiet hours. */
export function isLastReminderEarly(startsAt: Date): boolean {
  return isQuiet(hourBeforeOf(startsAt));
}

function hourBeforeOf(startsAt: Date): Date {
  return new Date(startsAt.getTime() - HOUR_MS);
}

/** Whether a message may go out now as far as reminders are concerned: one that is no longer due is of no use. */
export function isReminderOfNow(
  kind: MessageKind,
  meeting: { startsAt: Date; timeSetAt: Date },
  now: Date,
): boolean {
  return !kind.startsWith("reminder_") || reminderDue(meeting, now)?.kind === kind;
}

/** The reminder that should be on its way now, if any. */
export function reminderDue(meeting: { startsAt: Date; timeSetAt: Date }, now: Date): Reminder | undefined {
  return remindersOf(meeting).find(({ dueAt, uselessAt }) => dueAt <= now && now < uselessAt);
}
