import type { Clock } from "../platform/clock.ts";
import type { Transactions } from "../platform/unit-of-work.ts";
import type { RoomsRepository } from "./rooms.repository.ts";
import { heldWithoutHost, movedSeat, RELOAD_GRACE_MS, type Seat, type SeatClaim } from "./seat-rules.ts";

/** On purpose; the connection was lost, after which the seat is kept for a while; or the page was closed, or is loading anew. */
export type Departure = "leave" | "disconnect" | "close";

/**
 * Gives up a seat. A claim that has been taken over gives up nothing, however late it speaks. When the last handläggare leaves, the
 * others go on hold. Nothing happens in a room nobody has been in.
 *
 * @param browser when given, the only one the claim may have been made in.
 */
export type LeaveRoom = (claim: SeatClaim, departure: Departure, browser?: string) => Promise<void>;

export function createLeaveRoom({
  rooms,
  transactions,
  clock,
}: {
  rooms: RoomsRepository;
  transactions: Transactions;
  clock: Clock;
}): LeaveRoom {
  return ({ meetingId, participantId, generation }, departure, browser) =>
    transactions.transaction(async (unitOfWork) => {
      const seats = await rooms.openExisting(meetingId, unitOfWork);
      const seat = seats.find((taken) => taken.participantId === participantId);
      if (seat?.generation !== generation || (browser && browser !== seat.browser)) return;
      const now = clock.now();
      const gone = departed(seat, departure, now);
      if (gone === seat) return;
      await rooms.keep(gone, unitOfWork);
      const others = seats.filter((each) => each !== seat);
      for (const held of heldWithoutHost([...others, gone], now)) await rooms.keep(held, unitOfWork);
    });
}

function departed(seat: Seat, departure: Departure, now: Date): Seat {
  if (departure !== "close") return movedSeat(seat, departure, now) ?? seat;
  const backBy = new Date(now.getTime() + RELOAD_GRACE_MS);
  // The connection's own end may have been heard of first.
  if (seat.backBy && seat.backBy > backBy) return { ...seat, backBy };
  return movedSeat(seat, "disconnect", now, RELOAD_GRACE_MS) ?? seat;
}
