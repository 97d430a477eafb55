import type { Clock } from "../platform/clock.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { FreeTimeSearcher, JointTime } from "../scheduling/search-free-times.ts";
import type { SearchParties } from "../scheduling/search-parties.ts";
import type { Opening } from "./meeting-record.ts";
import { datesToPick } from "./opening-rules.ts";

/** The joint free times on the dates of an opening that can still be picked, the earliest first. */
export type FindPickableTimes = (
  parties: SearchParties,
  opening: Pick<Opening, "fromOn" | "untilOn">,
  options?: { readonly limit?: number; readonly unitOfWork?: UnitOfWork },
) => Promise<JointTime[]>;

export function createFindPickableTimes({
  freeTimes,
  clock,
}: {
  freeTimes: Pick<FreeTimeSearcher, "prepare">;
  clock: Clock;
}): FindPickableTimes {
  return async (parties, opening, { limit, unitOfWork } = {}) => {
    const dates = datesToPick(opening, clock.now());
    if (!dates) return [];
    const search = await freeTimes.prepare(parties, dates, unitOfWork);
    return search.times({ by: "time", ...(limit && { limit }) });
  };
}
