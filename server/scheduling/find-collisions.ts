import type { Clock } from "../platform/clock.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { AbsencesRepository } from "./absences.repository.ts";
import { outsideOpenTime, type TakenMeeting } from "./collisions.ts";
import { localDateOf } from "./local-time.ts";
import { openTimeOf, type WorkingRules } from "./open-time.ts";
import type { CalendarOptions } from "./swedish-calendar.ts";
import type { Collision } from "./working-pattern.contract.ts";
import type { WorkingPatternRepository } from "./working-pattern.repository.ts";

/**
 * A person's meetings to come that lie outside their time by some rules, whether those are in force or only considered,
 * and that they have not said to keep. With the person locked nothing is missing: who books later goes by the new rules.
 */
export type FindCollisions = (
  personId: string,
  rules: WorkingRules,
  unitOfWork?: UnitOfWork,
) => Promise<Collision[]>;

export function createFindCollisions({
  patterns,
  absences,
  clock,
  calendar,
}: {
  patterns: Pick<WorkingPatternRepository, "listTaken">;
  absences: AbsencesRepository;
  clock: Clock;
  calendar: CalendarOptions;
}): FindCollisions {
  return async (personId, rules, unitOfWork) => {
    const now = clock.now();
    const taken = await patterns.listTaken(personId, now, unitOfWork);
    const last = taken.at(-1);
    if (!last) return [];
    const endAt = new Date(Math.max(...taken.map((meeting) => meeting.endAt.getTime())));
    const away = await absences.list(personId, { startAt: now, endAt }, unitOfWork);
    const open = openTimeOf(rules, { first: localDateOf(now), last: localDateOf(endAt) }, calendar);
    return outsideOpenTime(taken, open, away).map(presentCollision);
  };
}

function presentCollision({ startAt, endAt, ...meeting }: TakenMeeting): Collision {
  return { ...meeting, startAt: startAt.toISOString(), endAt: endAt.toISOString() };
}
