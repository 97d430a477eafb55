import type { Clock } from "../platform/clock.ts";
import type { Transactions } from "../platform/unit-of-work.ts";
import type { RoomsRepository } from "./rooms.repository.ts";
import { nextState, type SeatClaim } from "./seat-rules.ts";

/**
 * Gives up a seat: on purpose (`leave`), or because the connection was lost (`disconnect`), after which it is kept
 * for a while. A claim that has been taken over gives up nothing, however late it speaks.
 */
export type LeaveRoom = (claim: SeatClaim, command: "leave" | "disconnect") => Promise<void>;

export function createLeaveRoom({
  rooms,
  transactions,
  clock,
}: {
  rooms: RoomsRepository;
  transactions: Transactions;
  clock: Clock;
}): LeaveRoom {
  return ({ meetingId, participantId, generation }, command) =>
    transactions.transaction(async (unitOfWork) => {
      const seats = await rooms.open(meetingId, unitOfWork);
      const seat = seats.find((taken) => taken.participantId === participantId);
      if (seat?.generation !== generation) return;
      const state = nextState(seat.state, command);
      if (!state || state === seat.state) return;
      await rooms.keep({ ...seat, state, changedAt: clock.now() }, unitOfWork);
    });
}
