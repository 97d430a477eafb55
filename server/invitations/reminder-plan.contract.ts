import { z } from "zod";
import { Id, Instant } from "../http/conventions.contract.ts";
import { MessageChannel } from "../people/people.contract.ts";

/** `on_its_way`: written and in the queue. `sent`: handed over, which is not proof that it arrived. */
export const REMINDER_STATES = ["planned", "on_its_way", "sent", "not_sent"] as const;

/**
 * Why somebody gets no reminder: `told_late` the time was set so late that what told them of it serves; `not_told` nothing that
 * tells of the time has reached them; `no_channel` they have neither e-mail nor mobile telephone, or don't want either;
 * `too_late` it was not sent while it was of use.
 */
export const WHY_NO_REMINDER = [
  "told_late",
  "declined",
  "recalled",
  "not_told",
  "protected",
  "no_channel",
  "mandate",
  "failed",
  "too_late",
] as const;

/** One reminder to one participant. Computed when it is read, as the sender computes it; never stored. */
export const ReminderView = z.strictObject({
  kind: z.enum(["reminder_week", "reminder_day", "reminder_hour"]),
  participantId: Id,
  recipientName: z.string(),
  /** From when it goes out. */
  at: Instant,
  /** When it would have gone out but for the quiet hours; null when they change nothing. */
  insteadOf: Instant.nullable(),
  /** The way to be tried first, or that which it took. */
  channel: MessageChannel.nullable(),
  state: z.enum(REMINDER_STATES),
  sentAt: Instant.nullable(),
  why: z.enum(WHY_NO_REMINDER).nullable(),
});
export type ReminderView = z.infer<typeof ReminderView>;
