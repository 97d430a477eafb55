import { describe, expect, test } from "vitest";
import type { CooperationRecord } from "../../../server/followup/cooperation-record.ts";
import {
  dueRegistrations,
  registrationChanges,
  type StandingRegistration,
  type SusAnswer,
} from "../../../server/followup/due-registrations.ts";

const COOPERATION = {
  requestedOn: "2025-11-03",
  requestedBy: "forsakringskassan",
  receivedOn: "2025-11-04",
  employment: "employed",
  kommun: "0380",
  enrolledAtAf: false,
  studies: false,
  firstMeetingOn: null,
  lastMeetingOn: null,
  result: null,
  endedOn: null,
  sex: "woman",
  birthYear: 1996,
  benefit: "sjukpenning",
} as unknown as CooperationRecord;
const YES: SusAnswer = {
  kind: "sus",
  answer: "given",
  withdrawnAt: null,
  period: { fromOn: "2025-11-01", untilOn: null },
};
const due = (
  more: Partial<CooperationRecord> = {},
  answers: readonly SusAnswer[] = [YES],
  protection: "none" | "sekretessmarkering" = "none",
) => dueRegistrations({ ...COOPERATION, ...more }, { answers, protection });
const kinds = (more: Partial<CooperationRecord>) => due(more).map(({ kind }) => kind);

test("each moment is registered when it has come: the last meeting when it is said what it led to", () => {
  expect(kinds({})).toEqual(["request"]);
  expect(kinds({ firstMeetingOn: "2025-12-01", lastMeetingOn: "2025-12-01" })).toEqual([
    "request",
    "first_meeting",
  ]);
  const over = {
    firstMeetingOn: "2025-12-01",
    lastMeetingOn: "2026-01-08",
    result: "not_ready_now",
  } as const;
  expect(due(over).map(({ kind, happenedOn }) => [kind, happenedOn])).toEqual([
    ["request", "2025-11-03"],
    ["first_meeting", "2025-12-01"],
    ["last_meeting", "2026-01-08"],
  ]);
});

describe("by name or without", () => {
  const isAnonymous = (answers: readonly SusAnswer[], more: Partial<CooperationRecord> = {}) =>
    due(more, answers)[0]!.anonymous;

  test("only who has agreed in writing, for this period, and not taken it back is registered by name", () => {
    const refused: SusAnswer = { ...YES, answer: "refused" };
    const withdrawn: SusAnswer = { ...YES, withdrawnAt: new Date("2026-01-01T09:00:00Z") };
    const other: SusAnswer = { ...YES, period: { fromOn: "2023-01-01", untilOn: "2025-11-02" } };
    const touching: SusAnswer = { ...YES, period: { fromOn: "2023-01-01", untilOn: "2025-11-03" } };
    expect(isAnonymous([YES])).toBe(false);
    expect(isAnonymous([])).toBe(true);
    expect(isAnonymous([refused, YES])).toBe(true);
    expect(isAnonymous([withdrawn, YES])).toBe(true);
    expect(isAnonymous([other])).toBe(true);
    expect(isAnonymous([touching])).toBe(false);
    const later: SusAnswer = { ...YES, period: { fromOn: "2026-05-01", untilOn: null } };
    expect(isAnonymous([later], { endedOn: "2026-04-30" })).toBe(true);
  });

  test("who has protected identity never is, and what is told of them points at nobody", () => {
    const [request] = due({}, [YES], "sekretessmarkering");
    expect(request).toMatchObject({ anonymous: true, content: { ageGroup: "18-29", sex: "woman" } });
    expect(request!.content).not.toHaveProperty("kommun");
    expect(request!.content).not.toHaveProperty("birthYear");
  });

  test("the groups of age are those of the agencies' report, by the year of the request", () => {
    const groupOf = (birthYear: number, requestedOn = "2025-11-03") =>
      due({ birthYear, requestedOn }, [])[0]!.content.ageGroup;
    expect([2008, 2007, 1996, 1995, 1960, 1959].map((year) => groupOf(year))).toEqual([
      "other",
      "18-29",
      "18-29",
      "30-65",
      "30-65",
      "other",
    ]);
    expect([groupOf(1996, "2025-12-31"), groupOf(1996, "2026-01-01")]).toEqual(["18-29", "30-65"]);
  });
});

describe("what changes", () => {
  const standing = (more: Partial<StandingRegistration> = {}): StandingRegistration => ({
    ...due()[0]!,
    id: "1",
    revision: 1,
    retracts: false,
    isHandedOver: false,
    ...more,
  });
  const NOTHING = { add: [], renew: [], removeIds: [] };

  test("run again, nothing does", () => {
    expect(registrationChanges(due(), [standing()])).toEqual(NOTHING);
    expect(registrationChanges(due(), [standing({ isHandedOver: true })])).toEqual(NOTHING);
    expect(registrationChanges([], [standing({ isHandedOver: true, retracts: true })])).toEqual(NOTHING);
  });

  test("a consent taken back makes the one not handed over anew without name, and corrects the one that is", () => {
    const anonymous = due({}, []);
    expect(registrationChanges(anonymous, [standing()])).toMatchObject({
      add: [],
      renew: [{ id: "1", anonymous: true }],
    });
    expect(registrationChanges(anonymous, [standing({ isHandedOver: true })])).toMatchObject({
      add: [{ revision: 2, retracts: false, anonymous: true }],
      renew: [],
    });
  });

  test("a meeting that after all was not held is taken away, or retracted once it is handed over", () => {
    const first = standing({ kind: "first_meeting", id: "2" });
    expect(registrationChanges(due(), [standing(), first])).toMatchObject({ removeIds: ["2"], add: [] });
    expect(registrationChanges(due(), [standing(), { ...first, isHandedOver: true }])).toMatchObject({
      removeIds: [],
      add: [{ kind: "first_meeting", revision: 2, retracts: true }],
    });
    const again = [{ ...first, revision: 2, retracts: true, isHandedOver: true }];
    const held = due({ firstMeetingOn: "2025-12-01", lastMeetingOn: "2025-12-01" });
    expect(registrationChanges(held, [standing(), ...again]).add).toMatchObject([
      { kind: "first_meeting", revision: 3, retracts: false },
    ]);
  });
});
