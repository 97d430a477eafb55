import type { Clock } from "../platform/clock.ts";
import { channelsFor } from "./channel-order.ts";
import type { MessagesRepository } from "./messages.repository.ts";
import type { RemindableRepository } from "./remindable.repository.ts";
import { reminderDue } from "./reminders.ts";

const DAY_MS = 24 * 60 * 60_000;
/** Longer ahead than any reminder goes out. */
const HORIZON_DAYS = 8;

/**
 * Writes the reminders that are due by what the database says now. May run as often as one likes: each is written
 * once, also when the person is to be reached in another way by then, and one that becomes untrue before it is sent is not sent.
 */
export type PlanReminders = () => Promise<void>;

export function createPlanReminders({
  remindable,
  messages,
  clock,
}: {
  remindable: RemindableRepository;
  messages: MessagesRepository;
  clock: Clock;
}): PlanReminders {
  return async () => {
    const now = clock.now();
    const candidates = await remindable.list({
      from: now,
      to: new Date(now.getTime() + HORIZON_DAYS * DAY_MS),
    });
    const due = candidates.flatMap((candidate) => {
      const kind = reminderDue(candidate, now)?.kind;
      if (!kind || candidate.written.includes(kind)) return [];
      const [channel] = channelsFor({ kind, person: candidate, neededBy: candidate.startsAt }, now);
      return channel ? [{ ...candidate, kind, channel }] : [];
    });
    await messages.insert(due, now);
  };
}
