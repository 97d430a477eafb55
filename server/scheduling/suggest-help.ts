import type { WouldHelp } from "./free-times.contract.ts";
import { addDays } from "./local-time.ts";
import type { FreeTimeSearcher, PreparedSearch, SearchDates } from "./search-free-times.ts";
import type { SearchParties } from "./search-parties.ts";

/** With fewer times than this to choose among, help is offered. */
const FEW_TIMES = 5;
const LONGER_BY_DAYS = 28;

/**
 * What would give more times, what helps most first: to do without a condition, a longer period, or all offices in the län
 * of a pool.
 *
 * @param found how many times there are as it is.
 */
export type SuggestHelp = (
  search: PreparedSearch,
  parties: SearchParties,
  dates: SearchDates,
  found: number,
) => Promise<WouldHelp[]>;

export function createSuggestHelp({ freeTimes }: { freeTimes: FreeTimeSearcher }): SuggestHelp {
  const countIn = async (parties: SearchParties, dates: SearchDates) =>
    (await freeTimes.prepare(parties, dates)).times({ by: "time" }).length;

  return async (search, parties, dates, found) => {
    if (found >= FEW_TIMES) return [];
    const help: WouldHelp[] = search
      .helpfulLoosenings()
      .map(({ condition, moreTimes }) => ({ change: condition, times: moreTimes }));
    const longer = { from: dates.from, to: addDays(dates.to, LONGER_BY_DAYS) };
    help.push({ change: "longer_period", times: (await countIn(parties, longer)) - found });
    const wider = widened(parties);
    if (wider) help.push({ change: "whole_lan", times: (await countIn(wider, dates)) - found });
    return help.filter(({ times }) => times > 0).sort((a, b) => b.times - a.times);
  };
}

/** The same search in all offices of the län, where a side is a pool of one office; undefined where none is. */
function widened(parties: SearchParties): SearchParties | undefined {
  if (!parties.sides.some(({ pool }) => pool?.officeId)) return undefined;
  const sides = parties.sides.map((side) => {
    const { officeId, ...asked } = side.pool ?? {};
    return officeId ? { ...side, pool: { ...asked, lanOfOfficeId: officeId } } : side;
  });
  return { ...parties, sides };
}
