import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { FreeTimeSearcher } from "../scheduling/search-free-times.ts";
import { partiesIn } from "./meeting-parties.ts";
import type { MeetingRecord } from "./meeting-record.ts";
import type { ParticipantsRepository } from "./participants.repository.ts";

/**
 * When an offered time is chosen, or a draft confirmed: the optional participants who aren't free then are in the meeting
 * no more. They have been told of nothing. Call it before anybody is invited.
 */
export type LetOffUnavailable = (
  meeting: MeetingRecord,
  chosen: { readonly startsAt: Date; readonly at: Date },
  unitOfWork: UnitOfWork,
) => Promise<void>;

export function createLetOffUnavailable({
  participants,
  freeTimes,
}: {
  participants: ParticipantsRepository;
  freeTimes: Pick<FreeTimeSearcher, "optionalFreeAt">;
}): LetOffUnavailable {
  return async (meeting, { startsAt, at }, unitOfWork) => {
    const optional = meeting.participants.filter(({ binding, isFurther }) => isFurther && !binding);
    if (optional.length === 0) return;
    const free = await freeTimes.optionalFreeAt(partiesIn(meeting), startsAt, unitOfWork);
    const absent = optional.filter(({ personId }) => !free.includes(personId));
    if (absent.length === 0) return;
    const ids = absent.map(({ id }) => id);
    await participants.remove(ids, at, unitOfWork);
  };
}
