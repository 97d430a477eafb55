import { expect, test } from "vitest";
import { createHearingMatrix, heardSince } from "../../../../client/src/media/hearing.ts";
import type { PeerStats, PeerStatus } from "../../../../client/src/media/media-session.ts";

const stats = (participantId: string, audioPackets: number): PeerStats => ({
  participantId,
  state: "connected",
  audioPackets,
  cameraFrames: 0,
  screenFrames: 0,
});
const status =
  (microphone: "on" | "off" | "none", state: PeerStatus["state"] = "connected") =>
  (participantId: string): PeerStatus => ({
    participantId,
    state,
    sending: { microphone, camera: false, screen: false, captions: false },
  });

test.each([
  ["more packets", 10, 20, "on", true],
  ["no more packets", 10, 10, "on", false],
  ["a microphone that is off, which sends silence", 10, 20, "off", true],
  ["no microphone", 0, 0, "none", null],
  ["a connection made anew, which counts from nothing", 500, 20, "on", true],
  ["a connection made anew over which nothing comes", 500, 0, "on", false],
] as const)("of %s is heard what should be", (_what, before, now, microphone, heard) => {
  expect(heardSince([stats("a", before)], [stats("a", now)], status(microphone))).toEqual([
    { participantId: "a", heard },
  ]);
});

test("who has just come is not judged yet, and who can't be reached is not heard", () => {
  expect(heardSince([], [stats("a", 0)], status("on"))).toEqual([{ participantId: "a", heard: null }]);
  expect(heardSince([stats("a", 0)], [stats("a", 0)], status("none", "lost"))).toEqual([
    { participantId: "a", heard: false },
  ]);
});

test("a pair is told of when it was reported twice in a row, while both are there and the report is news", () => {
  const matrix = createHearingMatrix();
  const here = new Set(["a", "b"]);
  const unheard = [{ participantId: "b", heard: false }];
  matrix.report("a", unheard, 0);
  expect(matrix.unheard(here, 0)).toEqual([]);
  matrix.report("a", unheard, 4_000);
  expect(matrix.unheard(here, 4_000)).toEqual([{ listener: "a", speaker: "b" }]);
  expect(matrix.unheard(new Set(["a"]), 4_000)).toEqual([]);
  expect(matrix.unheard(here, 20_000)).toEqual([]);
  matrix.report("a", [{ participantId: "b", heard: true }], 8_000);
  expect(matrix.unheard(here, 8_000)).toEqual([]);
});
