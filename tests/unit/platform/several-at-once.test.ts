import { expect, test } from "vitest";
import { severalAtOnce } from "../../../server/platform/several-at-once.ts";

test("each thing is worked on once, and never more at once than asked for", async () => {
  let atWork = 0;
  let most = 0;
  const done: number[] = [];
  await severalAtOnce(3, [1, 2, 3, 4, 5, 6, 7], async (thing) => {
    most = Math.max(most, ++atWork);
    await Promise.resolve();
    atWork -= 1;
    done.push(thing);
  });
  expect(most).toBe(3);
  expect(done.sort()).toEqual([1, 2, 3, 4, 5, 6, 7]);
});

test("a thing that fails: who asked is told", async () => {
  const work = (thing: number) => (thing === 2 ? Promise.reject(new Error("no")) : Promise.resolve());
  await expect(severalAtOnce(2, [1, 2, 3], work)).rejects.toThrow("no");
});
