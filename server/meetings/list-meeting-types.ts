import type { StaffActor } from "../identity/actor.ts";
import type { ListStaysAwayFrom } from "../people/required-parties.ts";
import { MEETING_TYPE, type BookableType } from "./types/registered-types.contract.ts";

/** The types of meetings there are, with what the handläggare's own office has said of them. */
export type ListMeetingTypes = (actor: StaffActor) => Promise<BookableType[]>;

export function createListMeetingTypes({
  listStaysAwayFrom,
}: {
  listStaysAwayFrom: ListStaysAwayFrom;
}): ListMeetingTypes {
  return async ({ officeId }) => {
    const away = await listStaysAwayFrom(officeId);
    return Object.values(MEETING_TYPE).map((type) => ({ ...type, ownMayStayAway: away.includes(type.code) }));
  };
}
