import { expect, test } from "vitest";
import { gather } from "../../../server/platform/gather.ts";

test("what comes in one turn is handed over at once, and what comes meanwhile with the next", async () => {
  const handed: (readonly number[])[] = [];
  const take = gather<number>(async (things) => {
    handed.push(things);
    if (handed.length === 1) for (const thing of [4, 5]) void take(thing);
  });

  await Promise.all([1, 2, 3].map(take));

  expect(handed).toEqual([
    [1, 2, 3],
    [4, 5],
  ]);
});

test("what could not be handed over is told once, and what came since goes with the next thing", async () => {
  const handed: (readonly number[])[] = [];
  const take = gather<number>(async (things) => {
    handed.push(things);
    if (handed.length > 1) return;
    void take(2);
    throw new Error("away");
  });

  await expect(take(1)).rejects.toThrow("away");
  await take(3);

  expect(handed).toEqual([[1], [2, 3]]);
});
