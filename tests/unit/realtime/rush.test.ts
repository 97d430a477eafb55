import { EventEmitter } from "node:events";
import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "vitest";
import { createLogger } from "../../../server/platform/logger.ts";
import {
  MOST_AT_ONCE,
  openDoor,
  serveConnection,
  type AppSocket,
  type PresentActor,
} from "../../../server/realtime/connection.ts";

const MEETING = "7c7a4a52-3f0c-4f0e-9e52-0d7f3f8c2a11";

/** Connections that all enter a room at the same time, each answered when it is let go on. */
function rushOf(count: number) {
  const handled: string[] = [];
  const goOn: (() => void)[] = [];
  const door = openDoor([
    (open) =>
      open.on(
        "room:enter",
        async (_, __, { browser }) => {
          handled.push(browser);
          await new Promise<void>((resolve) => goOn.push(resolve));
          return null as never;
        },
        { isRush: true },
      ),
  ]);
  const sockets = Array.from({ length: count }, (_, nth) => {
    const socket = Object.assign(new EventEmitter(), {
      connected: true,
      onAny(listener: (command: string, ...args: unknown[]) => void) {
        socket.on("command", listener);
      },
    });
    serveConnection({
      socket: socket as unknown as AppSocket,
      browser: String(nth),
      door,
      currentActor: async () => ({ actor: {}, isFresh: true }) as PresentActor,
      onEnding: () => undefined,
      logger: createLogger("silent"),
    });
    return socket;
  });
  const answers = sockets.map(
    (socket) =>
      new Promise((resolve) => socket.emit("command", "room:enter", { meetingId: MEETING }, resolve)),
  );
  return { handled, goOn, sockets, answers };
}

test("of many who enter at once so many at a time are handled, in the order they came, and nobody who has gone meanwhile", async () => {
  const { handled, goOn, sockets, answers } = rushOf(MOST_AT_ONCE + 3);
  await turn();
  expect(handled).toEqual(sockets.slice(0, MOST_AT_ONCE).map((_, nth) => String(nth)));

  sockets[MOST_AT_ONCE]!.connected = false;
  while (goOn.length > 0) {
    goOn.shift()!();
    await turn();
  }
  await Promise.all(answers);
  const others = sockets.flatMap((_, nth) => (nth === MOST_AT_ONCE ? [] : [String(nth)]));
  expect(handled).toEqual(others);
});
