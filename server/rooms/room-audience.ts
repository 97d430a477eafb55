import { DomainError } from "../platform/domain-error.ts";
import type { Connection } from "../realtime/connection.ts";
import { presentRoom } from "./room-presenter.ts";
import type { RoomRecord } from "./room-record.ts";
import type { RoomView } from "./rooms.contract.ts";
import { attendanceKind, type SeatClaim } from "./seat-rules.ts";

/** A connection in a room, by the claim it made. */
interface Occupant {
  readonly connection: Connection;
  readonly claim: SeatClaim;
  /** The version last shown; nothing older is shown after it. */
  shown: number;
}

/**
 * The connections of this process that are in rooms. Who is there is the database's to say; here is only who is to
 * be shown it.
 */
export interface RoomAudience {
  add(connection: Connection, claim: SeatClaim): void;
  claimOf(connection: Connection, meetingId: string): SeatClaim | undefined;
  /** @returns the claim that was dropped, if there was one. */
  remove(connection: Connection, meetingId: string): SeatClaim | undefined;
  meetingIds(): string[];
  has(meetingId: string): boolean;
  /** Shows a room to everybody in it who has not seen it as new. Claims that hold no longer are let go of. */
  show(room: RoomRecord): void;
  /** The room for one who asked. @throws DomainError `wrong_state` when their seat was taken over meanwhile. */
  viewFor(connection: Connection, room: RoomRecord): RoomView;
}

export function createRoomAudience(): RoomAudience {
  const rooms = new Map<string, Map<Connection, Occupant>>();
  const find = (connection: Connection, meetingId: string) => rooms.get(meetingId)?.get(connection);
  const remove = (connection: Connection, meetingId: string) => {
    const claim = find(connection, meetingId)?.claim;
    const occupants = rooms.get(meetingId);
    occupants?.delete(connection);
    if (occupants?.size === 0) rooms.delete(meetingId);
    return claim;
  };
  const holds = (room: RoomRecord, { connection, claim }: Occupant): boolean => {
    const seat = room.seats.find(({ participantId }) => participantId === claim.participantId);
    if (!seat || seat.generation < claim.generation) return false;
    if (seat.generation === claim.generation && attendanceKind(seat.state)) return true;
    remove(connection, room.meetingId);
    if (seat.generation > claim.generation) connection.emit("seat:taken-over", { meetingId: room.meetingId });
    // This process was taken for dead and its seats were taken back: the tab is to come back by itself.
    else connection.drop();
    return false;
  };
  return {
    add(connection, claim) {
      const occupants = rooms.get(claim.meetingId) ?? new Map<Connection, Occupant>();
      rooms.set(claim.meetingId, occupants.set(connection, { connection, claim, shown: 0 }));
    },
    claimOf: (connection, meetingId) => find(connection, meetingId)?.claim,
    remove,
    meetingIds: () => [...rooms.keys()],
    has: (meetingId) => rooms.has(meetingId),
    show(room) {
      for (const occupant of rooms.get(room.meetingId)?.values() ?? []) {
        if (!holds(room, occupant) || room.version <= occupant.shown) continue;
        occupant.shown = room.version;
        occupant.connection.emit("room:changed", presentRoom(room, occupant.claim.participantId));
      }
    },
    viewFor(connection, room) {
      const occupant = find(connection, room.meetingId);
      if (!occupant) throw new DomainError("wrong_state", "Du har öppnat mötet i en annan flik eller enhet.");
      occupant.shown = Math.max(occupant.shown, room.version);
      return presentRoom(room, occupant.claim.participantId);
    },
  };
}
