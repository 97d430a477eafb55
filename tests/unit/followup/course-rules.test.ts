import { expect, test } from "vitest";
import type { CooperationRecord } from "../../../server/followup/cooperation-record.ts";
import {
  endingViolations,
  measureViolations,
  nextQuestion,
  requestViolations,
} from "../../../server/followup/course-rules.ts";

const KNOWN = {
  source: "asked_once",
  knownAt: new Date("2025-11-03T09:00:00Z"),
  recordedByName: null,
} as const;
const OPEN = {
  requestedOn: "2025-11-03",
  firstMeetingOn: null,
  lastMeetingOn: null,
  result: null,
  measures: [],
  endedOn: null,
  known: { request: KNOWN },
} as unknown as CooperationRecord;
const MET = { ...OPEN, firstMeetingOn: "2025-12-01", lastMeetingOn: "2026-01-08" };
const asks = (cooperation: CooperationRecord | undefined, more = {}) =>
  nextQuestion(cooperation, { hasSurveyToCome: false, today: "2026-02-01", ...more });

test("each thing is asked when it can be known, and once", () => {
  expect(asks(undefined)).toBeNull();
  expect(asks({ ...OPEN, known: { request: { ...KNOWN, source: "meeting" } } })).toBe("request");
  expect(asks(OPEN)).toBeNull();
  expect(asks(MET, { hasSurveyToCome: true })).toBeNull();
  expect(asks(MET)).toBe("result");
  const planned = { ...MET, result: "plan_with_measures" } as const;
  expect(asks(planned)).toBe("measures");
  const told = { ...planned, known: { ...planned.known, measures: KNOWN } };
  const measure = { kind: "education", startedOn: "2026-01-10" } as const;
  expect(asks({ ...told, measures: [{ ...measure, endedOn: null }] })).toBeNull();
  expect(asks({ ...told, measures: [{ ...measure, endedOn: "2026-02-01" }] })).toBeNull();
  expect(asks({ ...told, measures: [{ ...measure, endedOn: "2026-01-31" }] })).toBe("ending");
  expect(asks({ ...MET, result: "not_ready_now" })).toBe("ending");
  expect(asks({ ...MET, endedOn: "2026-01-31" })).toBeNull();
});

test("what can't have been is refused", () => {
  const codes = (violations: readonly { pointer: string; code: string }[]) =>
    violations.map(({ pointer, code }) => `${pointer} ${code}`);
  const request = { requestedOn: "2026-02-02", receivedOn: null } as never;
  const around = { today: "2026-02-01", current: undefined, previous: undefined };
  expect(codes(requestViolations(request, around))).toEqual(["/requestedOn in_the_future"]);
  const late = { requestedOn: "2025-12-02", receivedOn: "2026-02-02" } as never;
  expect(codes(requestViolations(late, { ...around, current: MET }))).toEqual([
    "/receivedOn in_the_future",
    "/requestedOn too_late",
  ]);
  const previous = { ...MET, endedOn: "2026-01-31" };
  const early = { requestedOn: "2026-01-30", receivedOn: null } as never;
  expect(codes(requestViolations(early, { ...around, previous }))).toEqual(["/requestedOn too_early"]);

  const ending = (endedOn: string) => ({ endedOn, ending: "avslutat", wentTo: "work" }) as const;
  expect(codes(endingViolations(ending("2026-02-02"), MET, "2026-02-01"))).toEqual([
    "/endedOn in_the_future",
  ]);
  expect(codes(endingViolations(ending("2026-01-07"), MET, "2026-02-01"))).toEqual(["/endedOn too_early"]);
  expect(endingViolations(ending("2026-01-08"), MET, "2026-02-01")).toEqual([]);
  expect(endingViolations(ending("2025-11-03"), OPEN, "2026-02-01")).toEqual([]);
  const measure = { kind: "education", startedOn: "2026-02-02", endedOn: null } as const;
  expect(codes(measureViolations([measure], "2026-02-01"))).toEqual(["/measures/0/startedOn in_the_future"]);
});
