import type { OrganisationId } from "../people/people.contract.ts";
import type { FreeTimeSearcher } from "../scheduling/search-free-times.ts";
import { timesOf } from "./meeting-participants.ts";
import type { MeetingRecord } from "./meeting-record.ts";
import { standInParties } from "./stand-in-parties.ts";

/** Who of some colleagues of an agency could come to a meeting: free at all its times, not there already, and not disqualified. */
export type FindFreeStandIns = (
  meeting: MeetingRecord,
  organisationId: OrganisationId,
  personIds: readonly string[],
) => Promise<string[]>;

export function createFindFreeStandIns({
  freeTimes,
}: {
  freeTimes: Pick<FreeTimeSearcher, "freeAmong">;
}): FindFreeStandIns {
  return async (meeting, organisationId, personIds) => {
    const takesPart = (id: string) => meeting.participants.some(({ personId }) => personId === id);
    let free = personIds.filter((id) => !takesPart(id) && !meeting.disqualifiedIds.includes(id));
    for (const { startAt } of timesOf(meeting)) {
      if (free.length === 0) return [];
      const then = await freeTimes.freeAmong(standInParties(meeting, organisationId, free), startAt);
      free = free.filter((id) => then.includes(id));
    }
    return free;
  };
}
