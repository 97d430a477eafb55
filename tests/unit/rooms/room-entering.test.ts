import { expect, test } from "vitest";
import type { MeetingRecord } from "../../../server/meetings/meeting-record.ts";
import type { NotificationChannel } from "../../../server/platform/database/notifications.ts";
import type { Connection } from "../../../server/realtime/connection.ts";
import { createRoomAudience } from "../../../server/rooms/room-audience.ts";
import { createRoomGateway } from "../../../server/rooms/room.gateway.ts";

const MEETING = { id: "m" } as MeetingRecord;
const room = {
  meetingId: "m",
  startsAt: new Date("2026-03-10T09:00:00Z"),
  endsAt: new Date("2026-03-10T10:00:00Z"),
  readAt: new Date("2026-03-10T08:45:00Z"),
  version: 1,
  participants: [{ id: "p", role: "individual", protection: "none" }],
  facts: { meetingId: "m", participantIds: ["p"] },
  seats: [],
  checks: [],
  call: { notesShared: false },
  phone: null,
};

/** @returns the meetings that the room was read by when somebody entered; undefined where it was read anew. */
async function enter(meanwhile: (announce: (channel: NotificationChannel) => void) => void) {
  const readBy: (MeetingRecord | undefined)[] = [];
  const listeners = new Map<NotificationChannel, (payload: string) => unknown>();
  let handle: (payload: unknown, actor: unknown, connection: Connection) => Promise<unknown>;
  const door = createRoomGateway({
    async enterRoom() {
      meanwhile((channel) => listeners.get(channel)!("m"));
      return { claim: { meetingId: "m", participantId: "p", generation: 1 }, meeting: MEETING };
    },
    decideSeat: async () => undefined,
    keepTelephoneSeat: { begin: async () => undefined, end: async () => undefined },
    leaveRoom: async () => undefined,
    async readRoom(_, known) {
      readBy.push(known);
      return room as never;
    },
    notifications: {
      on: (channel, listener) => listeners.set(channel, listener),
      onReconnect: () => undefined,
    },
    audience: createRoomAudience(),
  });
  door.gateway({
    on: (command, handler) => void (command === "room:enter" && (handle = handler as never)),
    onEnd: () => undefined,
  });
  const nobody = () => undefined;
  const connection = { browser: "b", join: nobody, leave: nobody, emit: nobody, drop: nobody };
  const actor = { kind: "invited", meetingId: "m", participantId: "p" };
  await handle!({ meetingId: "m" }, actor, connection as unknown as Connection);
  return readBy;
}

test("who enters is shown the meeting by which they were let in", async () => {
  expect(await enter(() => undefined)).toEqual([MEETING]);
});

test("a meeting that changes while somebody enters is read anew: nobody had told them yet", async () => {
  expect(await enter((announce) => announce("meeting_event"))).toEqual([undefined]);
});
