import type { InvitedActor, StaffActor } from "../identity/actor.ts";
import type { Notifications } from "../platform/database/notifications.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { Connection, Gateway } from "../realtime/connection.ts";
import type { AdmitToRoom } from "./admit-to-room.ts";
import type { EnterRoom } from "./enter-room.ts";
import type { LeaveRoom } from "./leave-room.ts";
import type { ReadRoom } from "./read-room.ts";
import { createRoomAudience } from "./room-audience.ts";
import { AdmitToRoom as AdmitCommand, RoomCommand } from "./rooms.contract.ts";
import type { SeatClaim } from "./seat-rules.ts";

interface Needs {
  readonly enterRoom: EnterRoom;
  readonly admitToRoom: AdmitToRoom;
  readonly leaveRoom: LeaveRoom;
  readonly readRoom: ReadRoom;
  readonly notifications: Pick<Notifications, "on" | "onReconnect">;
}

/** The room's door for sockets. */
export interface RoomGateway {
  readonly gateway: Gateway;
  /** Disconnects that the database could not be told of when they happened. */
  retryDepartures(): Promise<void>;
}

/** Lets connections into rooms, and shows each what it may see whenever any process has changed the room. */
export function createRoomGateway(needs: Needs): RoomGateway {
  const { enterRoom, admitToRoom, leaveRoom, readRoom, notifications } = needs;
  const audience = createRoomAudience();
  const owed = new Set<SeatClaim>();

  const show = async (meetingId: string) => {
    const room = audience.has(meetingId) && (await readRoom(meetingId));
    if (room) audience.show(room);
  };
  notifications.on("room_event", show);
  notifications.onReconnect(() => Promise.all(audience.meetingIds().map(show)));

  async function enter(connection: Connection, actor: StaffActor | InvitedActor, meetingId: string) {
    if (!audience.claimOf(connection, meetingId))
      audience.add(connection, await enterRoom(actor, meetingId, connection.browser));
    const room = await readRoom(meetingId);
    if (!room) throw new DomainError("not_found", "Mötet finns inte.");
    return audience.viewFor(connection, room);
  }
  /** Out of the audience first: an empty seat with somebody in it would pass for one that was taken back. */
  async function leave(connection: Connection, meetingId: string): Promise<void> {
    const claim = audience.remove(connection, meetingId);
    if (!claim) return;
    try {
      await leaveRoom(claim, "leave");
    } catch (error) {
      audience.add(connection, claim);
      throw error;
    }
  }
  async function depart(claim: SeatClaim): Promise<void> {
    owed.add(claim);
    await leaveRoom(claim, "disconnect");
    owed.delete(claim);
  }
  return {
    gateway(connection) {
      const entered = new Set<string>();
      connection.on("room:enter", RoomCommand, ({ meetingId }, actor) => {
        entered.add(meetingId);
        return enter(connection, actor, meetingId);
      });
      connection.on("room:leave", RoomCommand, async ({ meetingId }) => {
        await leave(connection, meetingId);
        return null;
      });
      connection.on("lobby:admit", AdmitCommand, async ({ meetingId, participantId }, actor) => {
        if (actor.kind !== "staff")
          throw new DomainError("not_allowed", "Det är handläggarna som släpper in.");
        const own = audience.claimOf(connection, meetingId);
        if (!own) throw new DomainError("wrong_state", "Gå in i mötet först.");
        await admitToRoom(actor, own, participantId);
        return null;
      });
      connection.onEnd(async () => {
        const claims = [...entered].flatMap((meetingId) => audience.remove(connection, meetingId) ?? []);
        await Promise.all(claims.map(depart));
      });
    },
    async retryDepartures() {
      await Promise.all([...owed].map(depart));
    },
  };
}
