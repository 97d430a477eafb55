import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { TimeRepository } from "./time.repository.ts";

/** Frees the time a meeting took, with the persons locked as for every change of somebody's time. */
export type ReleaseTime = (
  taken: { meetingId: string; personIds: readonly string[] },
  unitOfWork: UnitOfWork,
) => Promise<void>;

export function createReleaseTime({ time }: { time: TimeRepository }): ReleaseTime {
  return async ({ meetingId, personIds }, unitOfWork) => {
    await time.lockPersons(personIds, unitOfWork);
    await time.release(meetingId, unitOfWork);
  };
}
