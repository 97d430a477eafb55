import { expect, test } from "vitest";
import type { Connection } from "../../../server/realtime/connection.ts";
import { createRoomGateway } from "../../../server/rooms/room.gateway.ts";
import type { SeatClaim } from "../../../server/rooms/seat-rules.ts";

const claim: SeatClaim = { meetingId: "m", participantId: "p", generation: 3 };
const room = {
  meetingId: "m",
  startsAt: new Date("2026-03-10T09:00:00Z"),
  endsAt: new Date("2026-03-10T10:00:00Z"),
  version: 1,
  participants: [{ id: "p", role: "individual", protection: "none" }],
  seats: [],
  phone: null,
};

test("a disconnect that the database could not be told of is told at the next beat, and once", async () => {
  const told: SeatClaim[] = [];
  let away = true;
  const door = createRoomGateway({
    enterRoom: async () => claim,
    admitToRoom: async () => undefined,
    leaveRoom: async (left) => {
      if (away) throw new Error("the database is away");
      told.push(left);
    },
    readRoom: async () => room as never,
    notifications: { on: () => undefined, onReconnect: () => undefined },
  });
  const handlers = new Map<string, (payload: unknown, actor: unknown) => Promise<unknown>>();
  let end = async () => {};
  door.gateway({
    browser: "b",
    on: (command: string, _schema: unknown, handle: never) => handlers.set(command, handle),
    onEnd: (listener: () => Promise<void>) => (end = listener),
  } as unknown as Connection);
  await handlers.get("room:enter")!({ meetingId: "m" }, { kind: "invited" });
  await expect(end()).rejects.toThrow("the database is away");
  await expect(door.retryDepartures()).rejects.toThrow("the database is away");
  away = false;
  await door.retryDepartures();
  await door.retryDepartures();

  expect(told).toEqual([claim]);
});
