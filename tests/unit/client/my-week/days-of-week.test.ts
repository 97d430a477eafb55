import { expect, test } from "vitest";
import { daysOfWeek, remainingTime } from "../../../../client/src/features/my-week/days-of-week.ts";
import type { OwnCalendar } from "../../../../server/calendars/calendars.contract.ts";
import type { MeetingSummary } from "../../../../server/meetings/meetings.contract.ts";

const meeting = (startAt: string, endAt: string): MeetingSummary => ({
  id: startAt,
  reference: "SAM-000000",
  type: "kontaktmote",
  status: "booked",
  startAt,
  endAt,
  heldTimes: [],
  mode: "video",
  individualName: "Individ",
  answer: "needs-action",
  wantsOtherTime: false,
  awaitsMe: false,
});
const week = (given: Partial<OwnCalendar>): OwnCalendar => ({
  meetings: [],
  workingHours: [],
  absences: [],
  externalBusy: [],
  isUnknown: false,
  holidays: [],
  ...given,
});

test("a meeting stands on its day in Sweden, and a week without weekend meetings ends on Friday", () => {
  const late = meeting("2026-10-19T22:30:00Z", "2026-10-19T23:30:00Z");
  const days = daysOfWeek("2026-10-19", week({ meetings: [late] }));

  expect(days.map(({ on, meetings }) => [on, meetings.length])).toEqual([
    ["2026-10-19", 0],
    ["2026-10-20", 1],
    ["2026-10-21", 0],
    ["2026-10-22", 0],
    ["2026-10-23", 0],
  ]);
});

test("a meeting on a Sunday shows the Sunday but not the empty Saturday", () => {
  const sunday = meeting("2026-10-25T10:00:00Z", "2026-10-25T11:00:00Z");

  expect(daysOfWeek("2026-10-19", week({ meetings: [sunday] })).map(({ on }) => on)).toEqual([
    "2026-10-19",
    "2026-10-20",
    "2026-10-21",
    "2026-10-22",
    "2026-10-23",
    "2026-10-25",
  ]);
});

test("an absence over several days stands on each of them, whole or in part", () => {
  const absence = {
    id: "a",
    startAt: "2026-10-19T11:00:00Z",
    endAt: "2026-10-21T22:00:00Z",
    title: null,
    kind: "away" as const,
  };
  const days = daysOfWeek("2026-10-19", week({ absences: [absence] }));

  expect(days.map(({ absences }) => absences.map(({ isWholeDay }) => isWholeDay))).toEqual([
    [false],
    [true],
    [true],
    [],
    [],
  ]);
  expect(days[0]!.absences[0]).toMatchObject({
    startAt: "2026-10-19T11:00:00Z",
    endAt: "2026-10-19T22:00:00Z",
  });
});

test("a holiday is named on its day", () => {
  const holidays = [{ on: "2026-12-25", name: "Juldagen" }];

  expect(daysOfWeek("2026-12-21", week({ holidays })).map(({ holiday }) => holiday)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
    "Juldagen",
  ]);
});

test("what busy time leaves of the days is what lies between, also over midnight and the clock change", () => {
  const busy = [
    { startAt: "2026-10-22T22:00:00Z", endAt: "2026-10-23T06:00:00Z" },
    { startAt: "2026-10-23T08:00:00Z", endAt: "2026-10-23T09:00:00Z" },
    { startAt: "2026-10-23T14:00:00Z", endAt: "2026-10-26T07:00:00Z" },
  ];
  const left = remainingTime("2026-10-19", busy, 7);

  expect(left[4]).toEqual({
    on: "2026-10-23",
    left: [
      { startAt: "2026-10-23T06:00:00Z", endAt: "2026-10-23T08:00:00Z" },
      { startAt: "2026-10-23T09:00:00Z", endAt: "2026-10-23T14:00:00Z" },
    ],
  });
  expect(left[5]!.left).toEqual([]);
  expect(left[6]!.left).toEqual([]);
  expect(remainingTime("2026-10-26", busy)[0]!.left).toEqual([
    { startAt: "2026-10-26T07:00:00Z", endAt: "2026-10-26T23:00:00Z" },
  ]);
});
