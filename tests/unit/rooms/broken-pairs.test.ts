import { expect, test } from "vitest";
import { createBrokenPairs } from "../../../server/rooms/broken-pairs.ts";

const of = (...heard: (boolean | null)[]) =>
  heard.map((each, index) => ({ participantId: `p${index}`, heard: each }));

test("who is not heard in two reports in a row is broken; once is nothing, and no microphone is nothing", () => {
  const pairs = createBrokenPairs();
  expect(pairs.report(of(false, false, null))).toEqual([]);
  expect(pairs.report(of(true, false, null))).toEqual(["p1"]);
  expect(pairs.report(of(false, true, null))).toEqual([]);
});

test("a broken pair is given time before it is asked again, and is asked again", () => {
  const pairs = createBrokenPairs();
  const asked = Array.from({ length: 11 }, () => pairs.report(of(false)).length);
  expect(asked).toEqual([0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0]);
});

test("who left is forgotten", () => {
  const pairs = createBrokenPairs();
  pairs.report(of(false));
  pairs.report([]);
  expect(pairs.report(of(false))).toEqual([]);
});
