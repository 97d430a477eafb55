import type { InvitedActor, StaffActor } from "../identity/actor.ts";
import type { MeetingRecord } from "../meetings/meeting-record.ts";
import type { Notifications } from "../platform/database/notifications.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { Connection, Gateway } from "../realtime/connection.ts";
import type { DecideSeat } from "./decide-seat.ts";
import type { EnterRoom } from "./enter-room.ts";
import type { KeepTelephoneSeat } from "./keep-telephone-seat.ts";
import type { LeaveRoom } from "./leave-room.ts";
import type { ReadRoom } from "./read-room.ts";
import type { RoomAudience } from "./room-audience.ts";
import { roomEventOf } from "./room-event.ts";
import type { RoomRecord } from "./room-record.ts";
import type { SeatClaim } from "./seat-rules.ts";

interface Needs {
  readonly enterRoom: EnterRoom;
  readonly decideSeat: DecideSeat;
  readonly keepTelephoneSeat: KeepTelephoneSeat;
  readonly leaveRoom: LeaveRoom;
  readonly readRoom: ReadRoom;
  readonly notifications: Pick<Notifications, "on" | "onReconnect">;
  /** Shared with the other doors of the call: they ask it who is in. */
  readonly audience: RoomAudience;
}

/** What handläggare decide of seats, by command. */
const DECISIONS = [
  ["lobby:admit", "admit"],
  ["seat:hold", "hold"],
  ["seat:resume", "resume"],
  ["seat:send-back", "send_back"],
  ["seat:remove", "remove"],
  ["seat:restore", "restore"],
] as const;

/** The room's door for sockets. */
export interface RoomGateway {
  readonly gateway: Gateway;
  /** Disconnects that the database could not be told of when they happened. */
  retryDepartures(): Promise<void>;
}

/** Lets connections into rooms, and shows each what it may see whenever any process has changed the room. */
export function createRoomGateway(needs: Needs): RoomGateway {
  const { enterRoom, decideSeat, keepTelephoneSeat, leaveRoom, readRoom, notifications, audience } = needs;
  const owed = new Set<SeatClaim>();
  const entered = new WeakMap<Connection, Set<string>>();

  const reading = new Map<string, Promise<unknown>>();
  let meetingChanges = 0;

  const read = (meetingId: string, known?: MeetingRecord) => {
    const room = readRoom(meetingId, known);
    const ended = room
      .catch(() => undefined)
      .then(() => {
        if (reading.get(meetingId) === ended) reading.delete(meetingId);
      });
    reading.set(meetingId, ended);
    return room;
  };
  const show = async (room: RoomRecord) => {
    await Promise.all(audience.show(room).map((claim) => leaveRoom(claim, "leave")));
  };
  /** Reads nothing when what is read already turns out to be of that version, as after somebody of this process has entered. */
  const showFrom = async (meetingId: string, version = Number.POSITIVE_INFINITY) => {
    while (reading.has(meetingId)) await reading.get(meetingId);
    const room = audience.isBehind(meetingId, version) && (await read(meetingId));
    if (room) await show(room);
  };
  notifications.on("room_event", (payload) => {
    const { meetingId, version } = roomEventOf(payload);
    return showFrom(meetingId, version);
  });
  notifications.on("meeting_event", (meetingId) => {
    meetingChanges += 1;
    return showFrom(meetingId);
  });
  notifications.onReconnect(() => Promise.all(audience.meetingIds().map((meetingId) => showFrom(meetingId))));

  async function enter(connection: Connection, actor: StaffActor | InvitedActor, meetingId: string) {
    let known: MeetingRecord | undefined;
    if (!audience.claimOf(connection, meetingId)) {
      const changesBefore = meetingChanges;
      const { claim, meeting } = await enterRoom(actor, meetingId, connection.browser);
      audience.add(connection, actor, claim);
      // A change from now on is shown to the audience, which this connection is part of.
      if (meetingChanges === changesBefore) known = meeting;
    }
    const room = await read(meetingId, known);
    if (!room) throw new DomainError("not_found", "Mötet finns inte.");
    const view = audience.viewFor(connection, room);
    await show(room);
    return view;
  }
  /** Out of the audience first: an empty seat with somebody in it would pass for one that was taken back. */
  async function leave(
    connection: Connection,
    actor: StaffActor | InvitedActor,
    meetingId: string,
  ): Promise<void> {
    const claim = audience.remove(connection, meetingId);
    if (!claim) return;
    try {
      await leaveRoom(claim, "leave");
    } catch (error) {
      audience.add(connection, actor, claim);
      throw error;
    }
  }
  async function depart(claim: SeatClaim): Promise<void> {
    owed.add(claim);
    await leaveRoom(claim, "disconnect");
    owed.delete(claim);
  }
  return {
    gateway(door) {
      door.on(
        "room:enter",
        ({ meetingId }, actor, connection) => {
          entered.set(connection, (entered.get(connection) ?? new Set<string>()).add(meetingId));
          return enter(connection, actor, meetingId);
        },
        { stepUp: true, isRush: true },
      );
      door.on("room:leave", async ({ meetingId }, actor, connection) => {
        await leave(connection, actor, meetingId);
        return null;
      });
      for (const [command, decision] of DECISIONS)
        door.on(command, async (wanted, actor, connection) => {
          await decideSeat(actor, decision, wanted, audience.claimOf(connection, wanted.meetingId));
          return null;
        });
      door.on("telephone:begin", async (wanted, actor, connection) => {
        await keepTelephoneSeat.begin(actor, wanted, audience.claimOf(connection, wanted.meetingId));
        return null;
      });
      door.on("telephone:end", async (wanted, actor, connection) => {
        await keepTelephoneSeat.end(actor, wanted, audience.claimOf(connection, wanted.meetingId));
        return null;
      });
      door.onEnd(async (connection) => {
        const meetingIds = [...(entered.get(connection) ?? [])];
        const claims = meetingIds.flatMap((meetingId) => audience.remove(connection, meetingId) ?? []);
        await Promise.all(claims.map(depart));
      });
    },
    async retryDepartures() {
      await Promise.all([...owed].map(depart));
    },
  };
}
