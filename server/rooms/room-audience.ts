import { createHash } from "node:crypto";
import type { InvitedActor, StaffActor } from "../identity/actor.ts";
import { meetingPolicy } from "../identity/policy/policy.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { Connection } from "../realtime/connection.ts";
import { presentRoom } from "./room-presenter.ts";
import { knownOf, type KnownRoom } from "./known-room.ts";
import type { RoomRecord } from "./room-record.ts";
import type { RoomView } from "./rooms.contract.ts";
import { attendanceKind, isByTelephone, type SeatClaim } from "./seat-rules.ts";

/** A connection in a room, by the claim it made. */
interface Occupant {
  readonly connection: Connection;
  readonly actor: StaffActor | InvitedActor;
  readonly claim: SeatClaim;
  /** The version last shown; nothing older is shown after it. */
  shown: number;
  /** By which what was last shown is known again; thousands of views would be held otherwise. */
  digest: string;
}

/** One who is in the call, as this process last saw the room. */
export interface InCall {
  readonly actor: StaffActor | InvitedActor;
  readonly claim: SeatClaim;
  readonly room: KnownRoom;
}

/** On which everybody in a meeting's call hears what is told; nobody in the lobby does. */
export const callChannel = (meetingId: string): string => `call:${meetingId}`;
/** On which the one who holds a seat by this claim hears what is told to them alone, while they are in the call. */
export const seatChannel = ({
  participantId,
  generation,
}: Pick<SeatClaim, "participantId" | "generation">): string => `seat:${participantId}:${generation}`;

/**
 * The connections of this process that are in rooms. Who is there is the database's to say; here is only who is to
 * be shown it.
 */
export interface RoomAudience {
  add(connection: Connection, actor: StaffActor | InvitedActor, claim: SeatClaim): void;
  claimOf(connection: Connection, meetingId: string): SeatClaim | undefined;
  /** @returns the claim that was dropped, if there was one. */
  remove(connection: Connection, meetingId: string): SeatClaim | undefined;
  meetingIds(): string[];
  /** Whether anybody there has not been shown a version. */
  isBehind(meetingId: string, version: number): boolean;
  /**
   * Shows a room to everybody in it who has not seen it as new. Claims that hold no longer are let go of.
   *
   * @returns the claims of those who may be there no longer: swapped out, or disqualified from the case.
   */
  show(room: RoomRecord): SeatClaim[];
  /**
   * The room for one who asked.
   *
   * @throws DomainError `wrong_state` when their seat was taken over meanwhile, `not_found` when they may be there no longer.
   */
  viewFor(connection: Connection, room: RoomRecord): RoomView;
  /**
   * By which every command of the call, but those of the lobby, is let through.
   *
   * @throws DomainError `wrong_state` for a connection that is not in the call: outside, in the lobby, or taken over.
   */
  requireInCall(connection: Connection, meetingId: string): InCall;
}

export function createRoomAudience(): RoomAudience {
  const rooms = new Map<string, Map<Connection, Occupant>>();
  const latest = new Map<string, KnownRoom>();
  const find = (connection: Connection, meetingId: string) => rooms.get(meetingId)?.get(connection);
  const remove = (connection: Connection, meetingId: string) => {
    const claim = find(connection, meetingId)?.claim;
    const occupants = rooms.get(meetingId);
    occupants?.delete(connection);
    if (claim) leaveCall(connection, claim);
    if (occupants?.size === 0) {
      rooms.delete(meetingId);
      latest.delete(meetingId);
    }
    return claim;
  };
  /** @returns the newest of what is known of the room. */
  const keep = (room: RoomRecord): KnownRoom => {
    const known = latest.get(room.meetingId);
    const newest = known && known.version > room.version ? known : knownOf(room);
    latest.set(room.meetingId, newest);
    return newest;
  };
  const maySit = (room: RoomRecord, { actor }: Occupant) => meetingPolicy.enterRoom(actor, room.facts);
  const holds = (room: RoomRecord, { connection, claim }: Occupant): boolean => {
    const seat = room.seats.find(({ participantId }) => participantId === claim.participantId);
    if (!seat || seat.generation < claim.generation) return false;
    // Who was removed is told when that is taken back: then the seat is empty, and the tab comes back to the lobby.
    if (seat.generation === claim.generation && (attendanceKind(seat.state) || seat.state === "removed"))
      return true;
    remove(connection, room.meetingId);
    if (seat.generation > claim.generation)
      connection.emit("seat:taken-over", { meetingId: room.meetingId, byTelephone: isByTelephone(seat) });
    // This process was taken for dead and its seats were taken back: the tab is to come back by itself.
    else connection.drop();
    return false;
  };
  return {
    add(connection, actor, claim) {
      const occupants = rooms.get(claim.meetingId) ?? new Map<Connection, Occupant>();
      rooms.set(
        claim.meetingId,
        occupants.set(connection, { connection, actor, claim, shown: 0, digest: "" }),
      );
    },
    claimOf: (connection, meetingId) => find(connection, meetingId)?.claim,
    remove,
    meetingIds: () => [...rooms.keys()],
    isBehind: (meetingId, version) =>
      [...(rooms.get(meetingId)?.values() ?? [])].some(({ shown }) => shown < version),
    show(room) {
      if (!rooms.has(room.meetingId)) return [];
      const newest = keep(room);
      const ended: SeatClaim[] = [];
      for (const occupant of rooms.get(room.meetingId)?.values() ?? []) {
        if (!maySit(room, occupant)) {
          remove(occupant.connection, room.meetingId);
          occupant.connection.drop();
          ended.push(occupant.claim);
          continue;
        }
        if (!holds(room, occupant) || room.version < occupant.shown) continue;
        joinCall(newest, occupant);
        const view = presentRoom(room, occupant.claim.participantId);
        if (isNews(view, room, occupant)) occupant.connection.emit("room:changed", view);
      }
      return ended;
    },
    viewFor(connection, room) {
      const occupant = find(connection, room.meetingId);
      if (!occupant) throw new DomainError("wrong_state", "Du har öppnat mötet i en annan flik eller enhet.");
      if (!maySit(room, occupant)) throw new DomainError("not_found", "Mötet finns inte.");
      joinCall(keep(room), occupant);
      const view = presentRoom(room, occupant.claim.participantId);
      if (room.version >= occupant.shown) isNews(view, room, occupant);
      return view;
    },
    requireInCall(connection, meetingId) {
      const occupant = find(connection, meetingId);
      const room = latest.get(meetingId);
      if (!occupant || !room || !isInCall(room, occupant.claim))
        throw new DomainError("wrong_state", "Du är inte i mötet just nu.");
      return { actor: occupant.actor, claim: occupant.claim, room };
    },
  };
}

/** Whether it says something that was not shown before, beside what the time is. One in the lobby isn't told that something happens where they are not. */
function isNews(view: RoomView, { version }: RoomRecord, occupant: Occupant): boolean {
  const before = occupant.digest;
  const { now: _, ...said } = view;
  occupant.shown = version;
  occupant.digest = createHash("sha1").update(JSON.stringify(said)).digest("base64");
  return occupant.digest !== before;
}

function isInCall(room: KnownRoom, { participantId, generation }: SeatClaim): boolean {
  return room.seats.some(
    (seat) =>
      seat.participantId === participantId && seat.generation === generation && seat.state === "in_call",
  );
}

/** Who is in the call hears it; who was sent out of it does not any more. */
function joinCall(room: KnownRoom, { connection, claim }: Occupant): void {
  if (!isInCall(room, claim)) return leaveCall(connection, claim);
  connection.join(callChannel(claim.meetingId));
  connection.join(seatChannel(claim));
}

function leaveCall(connection: Connection, claim: SeatClaim): void {
  connection.leave(callChannel(claim.meetingId));
  connection.leave(seatChannel(claim));
}
