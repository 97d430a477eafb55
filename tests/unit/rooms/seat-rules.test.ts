import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SEAT_STATES, type SeatState } from "../../../server/rooms/rooms.contract.ts";
import {
  confirmedAs,
  GRACE_MS,
  heldWithoutHost,
  movedSeat,
  nextState,
  SEAT_COMMANDS,
  SEAT_DECISIONS,
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
  place: "in_call",
  backBy: null,
  version: 1,
  ...changes,
});
const NOW = new Date("2026-03-10T09:10:00Z");
const run = (commands: readonly SeatCommand[], from: SeatState = "absent") =>
  commands.reduce<SeatState>((state, command) => nextState(state, command) ?? state, from);

describe("the states of a seat", () => {
  test("from the lobby nobody comes into the call but by being admitted", () => {
    const entries = ["enter_call", "enter_hold"];
    const commands = fc.array(fc.constantFrom(...SEAT_COMMANDS.filter((c) => !entries.includes(c))));
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
      ["on_hold", null],
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
      "reconnecting",
      "removed",
    ]);
    expect(SEAT_STATES.map((state) => nextState(state, "expire"))).toEqual([
      "absent",
      "waiting",
      "in_call",
      "on_hold",
      "absent",
      "removed",
    ]);
  });

  test("who was removed stays removed, whatever happens, until that is taken back; then the lobby comes first", () => {
    expect(nextState("removed", "restore")).toBe("absent");
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...SEAT_COMMANDS.filter((command) => command !== "restore"))),
        (sequence) => run(sequence, "removed") === "removed",
      ),
    );
  });

  test("a handläggare's decision said once more changes nothing", () => {
    for (const state of SEAT_STATES)
      for (const decision of SEAT_DECISIONS) {
        const once = nextState(state, decision);
        // Who was let back in to the building is to come by themselves; who lost the connection while sent back is gone.
        if (once && decision !== "restore" && once !== "absent")
          expect(nextState(once, decision), `${decision} from ${state}`).toBe(once);
      }
  });

  test("on hold one stays where one is through a lost connection, and comes back on hold", () => {
    const held = movedSeat(seat({}), "hold", NOW)!;
    const lost = movedSeat(held, "disconnect", NOW)!;
    expect([held.state, lost.state, lost.place]).toEqual(["on_hold", "reconnecting", "on_hold"]);
    expect(lost.backBy).toEqual(new Date(NOW.getTime() + GRACE_MS));
    expect(waysIn({ as: "link", browser: "theirs" }, lost).command).toBe("enter_hold");
  });

  test("sent back to the lobby one waits there after a lost connection too, and is known as one was", () => {
    const back = movedSeat(seat({}), "send_back", NOW)!;
    for (const before of [back, movedSeat(back, "disconnect", NOW)!])
      expect(waysIn({ as: "link", browser: "theirs" }, before)).toEqual({
        command: "enter_lobby",
        identifiedBy: "link_confirmed",
        confirmedBy: "h",
      });
  });

  test("when no handläggare is left the others go on hold, also who has lost the connection, and who waits goes on waiting", () => {
    const host = { identifiedBy: "staff_sign_in", confirmedBy: null } as const;
    const guests = [
      seat({ participantId: "here" }),
      seat({ participantId: "lost", state: "reconnecting" }),
      seat({ participantId: "held", state: "on_hold", place: "on_hold" }),
      seat({ participantId: "waits", state: "waiting", place: "waiting" }),
    ];
    const held = heldWithoutHost([...guests, seat({ ...host, state: "absent" })], NOW);
    expect(held.map(({ participantId, state, place }) => [participantId, state, place])).toEqual([
      ["here", "on_hold", "on_hold"],
      ["lost", "reconnecting", "on_hold"],
    ]);
    for (const state of ["in_call", "reconnecting"] as const)
      expect(heldWithoutHost([...guests, seat({ ...host, state })], NOW)).toEqual([]);
  });

  test("who leaves is gone from every state", () => {
    for (const state of SEAT_STATES)
      expect(nextState(state, "leave")).toBe(state === "removed" ? state : "absent");
  });
});

describe("the ways in", () => {
  const byLink = { as: "link", browser: "theirs" } as const;
  const byEid = { as: "eid", browser: "theirs" } as const;

  test("staff go straight in by their own sign-in, on any device and whatever the seat was", () => {
    for (const state of SEAT_STATES) {
      expect(waysIn({ as: "staff", browser: "another" }, seat({ state }))).toEqual({
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
      seat({ state: "reconnecting", place: "waiting", identifiedBy: "link", confirmedBy: null }),
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

  test("with e-ID one waits too, and is known by it before and after being let in", () => {
    expect(waysIn(byEid, undefined)).toEqual({
      command: "enter_lobby",
      identifiedBy: "eid",
      confirmedBy: null,
    });
    expect(waysIn(byEid, seat({ state: "reconnecting", identifiedBy: "eid" }))).toEqual({
      command: "enter_call",
      identifiedBy: "eid",
      confirmedBy: "h",
    });
    expect([confirmedAs("eid"), confirmedAs("link")]).toEqual(["eid", "link_confirmed"]);
  });
});
