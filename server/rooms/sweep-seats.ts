import { ROOM_CLOSES_MINUTES } from "../meetings/life-cycle.ts";
import type { Clock } from "../platform/clock.ts";
import { severalAtOnce } from "../platform/several-at-once.ts";
import type { Transactions } from "../platform/unit-of-work.ts";
import type { NodesRepository } from "./nodes.repository.ts";
import type { RoomsRepository } from "./rooms.repository.ts";
import { heldWithoutHost, movedSeat, type Seat } from "./seat-rules.ts";
import type { LostSeat, SweptSeat, SweptSeatsRepository } from "./swept-seats.repository.ts";

/** A server that died with hundreds of people is dealt with in a moment; nobody waits long for a room meanwhile. */
const ROOMS_A_TRANSACTION = 50;
const TRANSACTIONS_AT_ONCE = 3;

/**
 * Takes back the seats of servers that have died, those of people who did not come back in time, and those by telephone in rooms that have closed. Goes by what
 * the database says, so any server may sweep for all: several at once share the rooms, and change each seat once.
 */
export type SweepSeats = () => Promise<void>;

export function createSweepSeats({
  rooms,
  nodes,
  sweptSeats,
  transactions,
  clock,
}: {
  rooms: RoomsRepository;
  nodes: Pick<NodesRepository, "removeDead">;
  sweptSeats: SweptSeatsRepository;
  transactions: Transactions;
  clock: Clock;
}): SweepSeats {
  const sweepRooms = (meetingIds: readonly string[], now: Date) =>
    transactions.transaction(async (unitOfWork) => {
      const swept = await sweptSeats.open(meetingIds, closedAfter(now), unitOfWork);
      const after = swept.map((seat) => afterSweep(seat, now));
      const lost = after.filter((seat): seat is LostSeat => "until" in seat);
      if (lost.length > 0) await sweptSeats.keepLost(lost, unitOfWork);
      for (const meetingId of new Set(lost.map((seat) => seat.meetingId))) {
        const seats = after.filter((seat) => seat.meetingId === meetingId);
        for (const held of heldWithoutHost(seats, now)) await rooms.keep(held, unitOfWork);
      }
    });
  return async () => {
    const now = clock.now();
    const meetingIds = await sweptSeats.listToSweep(now, closedAfter(now));
    const parts = Array.from({ length: Math.ceil(meetingIds.length / ROOMS_A_TRANSACTION) }, (_, nth) =>
      meetingIds.slice(nth * ROOMS_A_TRANSACTION, (nth + 1) * ROOMS_A_TRANSACTION),
    );
    await severalAtOnce(TRANSACTIONS_AT_ONCE, parts, (part) => sweepRooms(part, now));
    await nodes.removeDead();
  };
}

/** When a meeting ended whose room closes now. */
function closedAfter(now: Date): Date {
  return new Date(now.getTime() - ROOM_CLOSES_MINUTES * 60_000);
}

function afterSweep({ nodeLostAt, isOver, ...seat }: SweptSeat, now: Date): Seat | LostSeat {
  const isLost = nodeLostAt !== null && seat.state !== "reconnecting";
  const isExpired = seat.state === "reconnecting" && seat.backBy !== null && seat.backBy <= now;
  if (!isLost && !isExpired && !isOver) return seat;
  const command = isLost ? "disconnect" : isExpired ? "expire" : "leave";
  const moved = movedSeat(seat, command, now);
  return moved && moved !== seat ? { ...moved, until: nodeLostAt ?? now } : seat;
}
