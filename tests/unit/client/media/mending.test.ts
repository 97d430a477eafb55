import { expect, test } from "vitest";
import { planMend, type Attempts } from "../../../../client/src/media/mending.ts";

const link = (wasConnected: boolean) => ({ wasConnected: () => wasConnected });
const attempts = (more: Partial<Attempts>): Attempts => ({
  aloneSince: 0,
  lastAt: 0,
  calls: 1,
  restarts: 0,
  ...more,
});
const plan = (
  more: Partial<Attempts>,
  about: { link?: ReturnType<typeof link>; isPolite?: boolean; now: number },
) => planMend(attempts(more), { link: undefined, isPolite: false, ...about });

test("what works is left alone", () => {
  expect(plan({ aloneSince: undefined }, { link: link(true), now: 60_000 })).toBeUndefined();
});

test("who is not called by who came later calls themselves, the polite one a little later", () => {
  expect(plan({}, { now: 3_000 })).toBeUndefined();
  expect(plan({}, { now: 3_100 })).toBe("call");
  expect(plan({}, { isPolite: true, now: 4_000 })).toBeUndefined();
  expect(plan({}, { isPolite: true, now: 4_300 })).toBe("call");
});

test("what was connected gets a new way at once, three times, and then a new connection", () => {
  expect(plan({ aloneSince: 10_000 }, { link: link(true), now: 10_900 })).toBeUndefined();
  expect(plan({ aloneSince: 10_000 }, { link: link(true), now: 11_100 })).toBe("restart");
  expect(plan({ lastAt: 11_100, restarts: 3 }, { link: link(true), now: 13_000 })).toBeUndefined();
  expect(plan({ lastAt: 11_100, restarts: 3 }, { link: link(true), now: 15_200 })).toBe("call");
});

test("a new way that takes long is given more time, each time", () => {
  const waits = [1, 2].map((restarts) => {
    for (let now = 0; ; now += 100)
      if (plan({ restarts }, { link: link(true), now }) === "restart") return now;
  });
  expect(waits).toEqual([2_100, 3_100]);
});

test("what never was connected is tried anew, more and more seldom", () => {
  const waits = [1, 2, 3, 4, 9].map((calls) => {
    for (let now = 0; ; now += 100) if (plan({ calls }, { link: link(false), now }) === "call") return now;
  });
  expect(waits).toEqual([4_100, 6_100, 9_100, 12_100, 12_100]);
});
