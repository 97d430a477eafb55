import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createLogger } from "../../../server/platform/logger.ts";
import { createKeepPresence } from "../../../server/rooms/keep-presence.ts";

/** A second of turns, and what was done in each. */
function presenceOn(isAway: () => boolean, isAnyNodeDead = () => false) {
  const done: string[] = [];
  const database = async (what: string) => {
    if (isAway()) throw new Error("the database is away");
    done.push(what);
  };
  const presence = createKeepPresence({
    nodes: {
      renew: (() => database("renew")) as never,
      remove: (() => database("remove")) as never,
      isAnyDead: async () => {
        await database("look");
        return isAnyNodeDead();
      },
    },
    sweepSeats: () => database("sweep"),
    retryDepartures: async () => undefined,
    nodeId: "n",
    logger: createLogger("silent"),
    now: () => Date.now(),
  });
  const since = async (seconds: number) => {
    done.length = 0;
    await vi.advanceTimersByTimeAsync(seconds * 1_000);
    return {
      sweeps: done.filter((what) => what === "sweep").length,
      renewals: done.filter((what) => what === "renew").length,
    };
  };
  return { presence, since };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("a server that has just started renews its lease, and sweeps only when the others have had a lease's time", async () => {
  const { presence, since } = presenceOn(() => false);
  await presence.start();
  expect(await since(5.5)).toEqual({ sweeps: 0, renewals: 2 });
  expect((await since(4)).sweeps).toBeGreaterThan(0);
});

test("after the database has been away everyone gets one more lease", async () => {
  let away = false;
  const { presence, since } = presenceOn(() => away);
  await presence.start();
  await since(10);
  away = true;
  await since(20);
  away = false;
  const { sweeps, renewals } = await since(6);
  expect(sweeps).toBe(0);
  expect(renewals).toBeGreaterThan(1);
  expect((await since(4)).sweeps).toBeGreaterThan(0);
});

test("a short hiccup of the database gives nobody more time", async () => {
  let away = false;
  const { presence, since } = presenceOn(() => away);
  await presence.start();
  await since(10);
  away = true;
  await since(3);
  away = false;
  expect((await since(4)).sweeps).toBeGreaterThan(0);
});

test("a dead node is seen within half a second, not at the next beat", async () => {
  let dead = false;
  const { presence, since } = presenceOn(
    () => false,
    () => dead,
  );
  await presence.start();
  await since(8.2);
  dead = true;
  expect((await since(0.5)).sweeps).toBeGreaterThan(0);
});
