import { expect, test } from "vitest";
import {
  interpreterTaskOf,
  stateFor,
  type InterpretingMoment,
  type KnownInterpreter,
} from "../../../server/interpreters/interpreter-rules.ts";

/** The Wednesday after Easter 2026: Good Friday and Easter Monday are no working days. */
const STARTS = new Date("2026-04-08T08:00:00Z");
/** Three working days before: 7 April, 2 April and 1 April. */
const DUE = new Date("2026-03-31T22:00:00Z");

const known = (state: KnownInterpreter["state"], timeVersion: number | null = 1) => ({ state, timeVersion });
const meeting = (more: Partial<InterpretingMoment> = {}): InterpretingMoment => ({
  status: "booked",
  startsAt: STARTS,
  timeVersion: 1,
  isNeeded: true,
  interpreters: [],
  ...more,
});
const before = (instant: Date) => new Date(instant.getTime() - 1);

test("nobody asked: a task from midnight in Stockholm three Swedish working days before, not a millisecond sooner", () => {
  expect(interpreterTaskOf(meeting(), before(DUE))).toBeNull();
  expect(interpreterTaskOf(meeting(), DUE)).toBe("none_asked");
  expect(interpreterTaskOf(meeting(), before(STARTS))).toBe("none_asked");
  expect(interpreterTaskOf(meeting(), STARTS)).toBeNull();
});

test("an eve is counted out, but where the agencies are open on it", () => {
  const startsAt = new Date("2026-06-23T08:00:00Z");
  const on = (date: string) => new Date(`${date}T10:00:00Z`);

  expect(interpreterTaskOf(meeting({ startsAt }), on("2026-06-17"))).toBe("none_asked");
  expect(interpreterTaskOf(meeting({ startsAt }), on("2026-06-17"), { closedEves: [] })).toBeNull();
});

test.each<{ what: string; interpreters: KnownInterpreter[]; early: string | null; late: string | null }>([
  {
    what: "who has not said anything",
    interpreters: [known(null, null)],
    early: null,
    late: "none_confirmed",
  },
  { what: "who is asked", interpreters: [known("requested")], early: null, late: "none_confirmed" },
  { what: "who has confirmed", interpreters: [known("confirmed")], early: null, late: null },
  { what: "who can't come", interpreters: [known("lost")], early: "lost", late: "lost" },
  {
    what: "who can't come, and another who has confirmed",
    interpreters: [known("lost"), known("confirmed")],
    early: null,
    late: null,
  },
  {
    what: "who confirmed another time",
    interpreters: [known("confirmed", 0)],
    early: null,
    late: "none_confirmed",
  },
])("an interpreter $what", ({ interpreters, early, late }) => {
  for (const isNeeded of [true, false]) {
    expect(interpreterTaskOf(meeting({ interpreters, isNeeded }), before(DUE))).toBe(early);
    expect(interpreterTaskOf(meeting({ interpreters, isNeeded }), DUE)).toBe(late);
  }
});

test("a meeting that needs none, or is not booked, has no task", () => {
  expect(interpreterTaskOf(meeting({ isNeeded: false }), DUE)).toBeNull();
  for (const status of ["draft", "offered", "cancelled", "held", "not_held"])
    expect(interpreterTaskOf(meeting({ status }), DUE)).toBeNull();
});

test("what was said of an earlier time is asked anew", () => {
  expect(stateFor(known("confirmed"), 1)).toBe("confirmed");
  expect(stateFor(known("confirmed"), 2)).toBe("requested");
  expect(stateFor(known(null, null), 1)).toBe("requested");
});
