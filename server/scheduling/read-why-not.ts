import type { StaffActor } from "../identity/actor.ts";
import type { FindParties } from "./find-parties.ts";
import { refuseUnknown } from "./find-joint-times.ts";
import type { WhyNot, WhyNotQuestion } from "./free-times.contract.ts";
import { addDays, localDateOf } from "./local-time.ts";
import type { FreeTimeSearcher } from "./search-free-times.ts";

/**
 * Why a meeting can't start at a time, by layer: nothing is told of what anybody does then.
 *
 * @throws DomainError `not_found` for a case (or, when moving, a meeting) one may not open, `invalid` for unknown handläggare.
 */
export type ReadWhyNot = (actor: StaffActor, question: WhyNotQuestion) => Promise<WhyNot>;

export function createReadWhyNot({
  findParties,
  freeTimes,
}: {
  findParties: FindParties;
  freeTimes: FreeTimeSearcher;
}): ReadWhyNot {
  return async (actor, { at, ...asked }) => {
    const parties = await findParties(actor, asked);
    const startAt = new Date(at);
    const on = localDateOf(startAt);
    const search = await freeTimes.prepare(parties, { from: on, to: addDays(on, 1) });
    refuseUnknown(search, parties);
    return { reasons: search.reasonsAt(startAt) };
  };
}
