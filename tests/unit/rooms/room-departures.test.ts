import { expect, test } from "vitest";
import type { Connection } from "../../../server/realtime/connection.ts";
import { createRoomGateway } from "../../../server/rooms/room.gateway.ts";
import { createRoomAudience } from "../../../server/rooms/room-audience.ts";
import type { SeatClaim } from "../../../server/rooms/seat-rules.ts";

const claim: SeatClaim = { meetingId: "m", participantId: "p", generation: 3 };
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

test("a disconnect that the database could not be told of is told at the next beat, and once", async () => {
  const told: SeatClaim[] = [];
  let away = true;
  const door = createRoomGateway({
    enterRoom: async () => ({ claim, meeting: {} as never }),
    decideSeat: async () => undefined,
    keepTelephoneSeat: { begin: async () => undefined, end: async () => undefined },
    leaveRoom: async (left) => {
      if (away) throw new Error("the database is away");
      told.push(left);
    },
    readRoom: async () => room as never,
    notifications: { on: () => undefined, onReconnect: () => undefined },
    audience: createRoomAudience(),
  });
  const handlers = new Map<
    string,
    (payload: unknown, actor: unknown, connection: Connection) => Promise<unknown>
  >();
  const connection = { browser: "b", join: () => undefined, leave: () => undefined } as unknown as Connection;
  let end: (of: Connection) => Promise<void> = async () => {};
  door.gateway({
    on: (command, handle) => void handlers.set(command, handle as never),
    onEnd: (listener) => void (end = listener),
  });
  await handlers.get("room:enter")!(
    { meetingId: "m" },
    { kind: "invited", meetingId: "m", participantId: "p" },
    connection,
  );
  await expect(end(connection)).rejects.toThrow("the database is away");
  await expect(door.retryDepartures()).rejects.toThrow("the database is away");
  away = false;
  await door.retryDepartures();
  await door.retryDepartures();

  expect(told).toEqual([claim]);
});
