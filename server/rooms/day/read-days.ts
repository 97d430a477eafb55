import type { Clock } from "../../platform/clock.ts";
import type { DayRepository } from "./day.repository.ts";
import type { DayView } from "./day.contract.ts";

const HOURS_AHEAD = 12;

/**
 * Handläggare's meetings that are under way or begin within twelve hours.
 *
 * @returns each person's, in their order.
 */
export type ReadDays = (personIds: readonly string[]) => Promise<DayView[]>;

export function createReadDays({ days, clock }: { days: DayRepository; clock: Clock }): ReadDays {
  return async (personIds) => {
    const now = clock.now();
    const to = new Date(now.getTime() + HOURS_AHEAD * 3_600_000);
    const byPerson = new Map<string, DayView["meetings"]>(personIds.map((personId) => [personId, []]));
    for (const { personId, startsAt, endsAt, ...meeting } of await days.list(personIds, { from: now, to }))
      byPerson
        .get(personId)
        ?.push({ ...meeting, startAt: startsAt.toISOString(), endAt: endsAt.toISOString() });
    return personIds.map((personId) => ({ now: now.toISOString(), meetings: byPerson.get(personId)! }));
  };
}
