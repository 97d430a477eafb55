import { expect, test } from "vitest";
import { proposeOutcome, type Presence } from "../../../server/outcomes/propose-outcome.ts";

const FK = "forsakringskassan";
const AF = "arbetsformedlingen";
const BOTH = [FK, AF];
const at = (clock: string) => new Date(`2026-03-10T${clock}:00Z`);
const was = (party: string, kind: Presence["kind"], from: string, to: string): Presence => ({
  party,
  kind,
  from: at(from),
  to: at(to),
});

const HELD = { held: true, reason: null };
const MISSED = { held: false, reason: "did_not_come" };
const FAILED = { held: false, reason: "technical_failure" };
const fk = was(FK, "call", "09:00", "10:00");
const af = was(AF, "call", "09:05", "10:00");

test.each<[string, Presence[], object | undefined]>([
  ["all in the call at once", [fk, af, was("individual", "call", "09:10", "09:50")], HELD],
  [
    "all in the call at once, the individual first",
    [was("individual", "call", "08:55", "09:10"), fk, af],
    HELD,
  ],
  [
    "the individual out and in again",
    [fk, af, was("individual", "call", "09:01", "09:02"), was("individual", "call", "09:30", "09:40")],
    HELD,
  ],
  ["both handläggare, and nobody else", [fk, af], MISSED],
  ["one handläggare alone", [fk], MISSED],
  [
    "the individual no further than the lobby",
    [fk, af, was("individual", "lobby", "09:00", "09:20")],
    FAILED,
  ],
  [
    "the individual gone when the other agency came",
    [fk, af, was("individual", "call", "09:00", "09:05")],
    FAILED,
  ],
  ["an agency that never came", [fk, was("individual", "call", "09:00", "10:00")], FAILED],
  ["a moment without length", [fk, af, was("individual", "call", "09:30", "09:30")], FAILED],
  ["nobody at all", [], undefined],
  ["handläggare in the lobby only", [was(FK, "lobby", "09:00", "09:10")], undefined],
])("%s", (_, presences, proposed) => {
  expect(proposeOutcome(presences, BOTH)).toEqual(proposed);
  expect(proposeOutcome(presences.toReversed(), BOTH)).toEqual(proposed);
});

test("where one agency is enough, the other is not waited for", () => {
  const presences = [was(AF, "call", "09:00", "10:00"), was("individual", "call", "09:00", "10:00")];
  expect(proposeOutcome(presences, [AF])).toEqual(HELD);
});
