import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { Clock } from "../platform/clock.ts";
import type { RoomsRepository } from "./rooms.repository.ts";
import { movedSeat } from "./seat-rules.ts";

/**
 * Takes a participant's seat from whoever sits in it, when the unit of work commits: every server lets go of the connection, and
 * who comes next waits in the lobby to be let in anew. Nothing happens where nobody sits.
 */
export type CutSeat = (
  seat: { readonly meetingId: string; readonly participantId: string },
  unitOfWork: UnitOfWork,
) => Promise<void>;

export function createCutSeat({ rooms, clock }: { rooms: RoomsRepository; clock: Clock }): CutSeat {
  return async ({ meetingId, participantId }, unitOfWork) => {
    const seats = await rooms.open(meetingId, unitOfWork);
    const seat = seats.find((taken) => taken.participantId === participantId);
    const gone = seat && movedSeat(seat, "leave", clock.now());
    if (gone && gone !== seat) await rooms.keep(gone, unitOfWork);
  };
}
