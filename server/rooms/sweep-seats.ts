import type { Clock } from "../platform/clock.ts";
import type { Transactions } from "../platform/unit-of-work.ts";
import type { RoomsRepository, SweptSeat } from "./rooms.repository.ts";
import { GRACE_MS, nextState } from "./seat-rules.ts";

/**
 * Takes back the seats of servers that have died, and those of people who did not come back in time. Goes by what
 * the database says, so any server may sweep for all, and two at once change each seat once.
 */
export type SweepSeats = () => Promise<void>;

export function createSweepSeats({
  rooms,
  transactions,
  clock,
}: {
  rooms: RoomsRepository;
  transactions: Transactions;
  clock: Clock;
}): SweepSeats {
  return async () => {
    const now = clock.now();
    const graceEndedBy = new Date(now.getTime() - GRACE_MS);
    const commandFor = (seat: SweptSeat) => {
      if (seat.state === "reconnecting") return seat.changedAt <= graceEndedBy ? "expire" : undefined;
      return seat.nodeLostAt ? "disconnect" : undefined;
    };
    for (const meetingId of await rooms.listToSweep(graceEndedBy)) {
      await transactions.transaction(async (unitOfWork) => {
        await rooms.open(meetingId, unitOfWork);
        for (const { nodeLostAt, ...seat } of await rooms.listSwept(meetingId, unitOfWork)) {
          const command = commandFor({ nodeLostAt, ...seat });
          const state = command && nextState(seat.state, command);
          if (!state || state === seat.state) continue;
          await rooms.keep({ ...seat, state, changedAt: now }, unitOfWork, nodeLostAt ?? now);
        }
      });
    }
    await rooms.removeDeadNodes();
  };
}
