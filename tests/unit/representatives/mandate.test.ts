import { expect, test } from "vitest";
import { mandateWait } from "../../../server/invitations/mandate-wait.ts";
import { isMandateOver, mandateOn } from "../../../server/representatives/mandate.ts";
import { localDateOf } from "../../../server/scheduling/local-time.ts";

const mandate = { validFrom: "2026-03-10", validUntil: "2026-07-01" as string | null, isWithdrawn: false };
const at = (instant: string) => mandateOn(mandate, localDateOf(new Date(instant)));

test.each([
  ["the last moment before its first day, in winter time", "2026-03-09T22:59:59.999Z", "not_yet"],
  ["midnight in Stockholm when it begins", "2026-03-09T23:00:00.000Z", "valid"],
  ["the last moment of its last day, in summer time", "2026-07-01T21:59:59.999Z", "valid"],
  ["midnight in Stockholm after its last day", "2026-07-01T22:00:00.000Z", "expired"],
])("a mandate at %s is as the dates in Stockholm say", (_when, instant, state) => {
  expect(at(instant)).toBe(state);
});

test("without a last day it holds until it is withdrawn, and then on no day", () => {
  const open = { ...mandate, validUntil: null };

  expect(mandateOn(open, "2099-01-01")).toBe("valid");
  for (const date of ["2026-01-01", "2026-03-10", "2099-01-01"]) {
    expect(mandateOn({ ...open, isWithdrawn: true }, date)).toBe("withdrawn");
    expect(isMandateOver({ ...open, isWithdrawn: true }, date)).toBe(true);
  }
  expect(isMandateOver(open, "2026-01-01")).toBe(false);
});

test("what is to be told waits for the mandate to begin, and is told no more when it is over", () => {
  const identity = { ...mandate, kind: "god_man", covers: "answers", phone: null } as const;
  const representative = { ...identity, registeredBy: "forsakringskassan" } as const;
  const wait = (instant: string) => mandateWait({ representative, leftAt: null }, new Date(instant));

  expect(wait("2026-03-05T10:00:00Z")).toEqual(new Date("2026-03-09T23:00:00Z"));
  expect(wait("2026-03-09T23:00:00Z")).toBeUndefined();
  expect(wait("2026-07-01T22:00:00Z")).toBe("over");
  expect(mandateWait({ representative: null, leftAt: null }, new Date())).toBeUndefined();
  const leftAt = new Date("2026-07-02T10:00:00Z");
  expect(mandateWait({ representative, leftAt }, leftAt), "who is let off is told so").toBeUndefined();
});
