import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SEAT_STATES, type SeatState } from "../../../server/rooms/rooms.contract.ts";
import {
  nextState,
  SEAT_COMMANDS,
  waysIn,
  type Seat,
  type SeatCommand,
} from "../../../server/rooms/seat-rules.ts";

const seat = (changes: Partial<Seat>): Seat => ({
  participantId: "p",
  meetingId: "m",
  state: "in_call",
  generation: 1,
  identifiedBy: "link_confirmed",
  confirmedBy: "h",
  browser: "theirs",
  changedAt: new Date("2026-03-10T09:00:00Z"),
  nodeId: "n",
  ...changes,
});
const run = (commands: readonly SeatCommand[], from: SeatState = "absent") =>
  commands.reduce<SeatState>((state, command) => nextState(state, command) ?? state, from);

describe("the states of a seat", () => {
  test("from the lobby nobody comes into the call but by being admitted", () => {
    const commands = fc.array(fc.constantFrom(...SEAT_COMMANDS.filter((c) => c !== "enter_call")));
    fc.assert(
      fc.property(commands, (sequence) => {
        const admitted = sequence.includes("admit");
        return admitted || run(sequence) !== "in_call";
      }),
    );
  });

  test("only one who waits is admitted; for one in the call it changes nothing", () => {
    expect(SEAT_STATES.map((state) => [state, nextState(state, "admit")])).toEqual([
      ["absent", null],
      ["waiting", "in_call"],
      ["in_call", "in_call"],
      ["reconnecting", null],
      ["removed", null],
    ]);
  });

  test("a lost connection keeps the seat of whoever had one, until the grace ends", () => {
    expect(SEAT_STATES.map((state) => nextState(state, "disconnect"))).toEqual([
      "absent",
      "reconnecting",
      "reconnecting",
      "reconnecting",
      "removed",
    ]);
    expect(SEAT_STATES.map((state) => nextState(state, "expire"))).toEqual([
      "absent",
      "waiting",
      "in_call",
      "absent",
      "removed",
    ]);
  });

  test("who was removed stays removed, whatever they try", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...SEAT_COMMANDS)),
        (sequence) => run(sequence, "removed") === "removed",
      ),
    );
  });

  test("who leaves is gone from every state", () => {
    for (const state of SEAT_STATES)
      expect(nextState(state, "leave")).toBe(state === "removed" ? state : "absent");
  });
});

describe("the ways in", () => {
  const byLink = { staff: false, browser: "theirs" };

  test("staff go straight in by their own sign-in, on any device and whatever the seat was", () => {
    for (const state of SEAT_STATES) {
      expect(waysIn({ staff: true, browser: "another" }, seat({ state }))).toEqual({
        command: "enter_call",
        identifiedBy: "staff_sign_in",
        confirmedBy: null,
      });
    }
  });

  test.each([
    ["who was confirmed and comes back in the same browser", seat({ state: "in_call" }), "enter_call"],
    ["who was confirmed and lost the connection", seat({ state: "reconnecting" }), "enter_call"],
    ["who was confirmed and left", seat({ state: "absent" }), "enter_lobby"],
    ["who was confirmed in another browser", seat({ browser: "another" }), "enter_lobby"],
    [
      "who lost the connection while waiting",
      seat({ state: "reconnecting", identifiedBy: "link", confirmedBy: null }),
      "enter_lobby",
    ],
    ["who comes for the first time", undefined, "enter_lobby"],
  ])("by link, %s", (_who, before, command) => {
    expect(waysIn(byLink, before)).toEqual(
      command === "enter_call"
        ? { command, identifiedBy: "link_confirmed", confirmedBy: "h" }
        : { command, identifiedBy: "link", confirmedBy: null },
    );
  });
});
