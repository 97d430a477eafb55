import { expect, test } from "vitest";
import { instantOfEpochMinute } from "../../../server/scheduling/intervals.ts";
import { localDateOf } from "../../../server/scheduling/local-time.ts";
import { searchRulesOf } from "../../../server/scheduling/search-rules.ts";

/** Maundy Thursday 2026, at ten: Good Friday and Easter Monday follow. */
const NOW = new Date("2026-04-02T08:00:30Z");
const about = {
  email: "a@example.test",
  phone: null,
  address: null,
  channelOrder: null,
  protection: "none",
  chainDay: null,
  chainDayOn: null,
} as const;
const rules = (search: object = {}, person: object = {}) =>
  searchRulesOf({ type: "kontaktmote", ...search }, { ...about, ...person }, NOW, {});
const noticeEnds = (...of: Parameters<typeof rules>) =>
  localDateOf(instantOfEpochMinute(rules(...of).noticeUntil));

test.each([
  ["booking, told by mail", {}, {}, "2026-04-13"],
  ["moving, told by mail", { ignoreMeetingId: "x" }, {}, "2026-04-09"],
  ["booking, told by telephone", {}, { email: null }, "2026-04-09"],
  [
    "booking for a person with protected identity, who is called",
    {},
    { protection: "sekretessmarkering" },
    "2026-04-09",
  ],
])("notice for %s is counted in working days over Easter", (_what, search, person, on) => {
  expect(noticeEnds(search, person)).toBe(on);
});

test("without notice a meeting may start in the next whole minute", () => {
  const { now, noticeUntil } = rules({ loosen: ["notice"] });

  expect(noticeUntil).toBe(now);
  expect(instantOfEpochMinute(now).toISOString()).toBe("2026-04-02T08:01:00.000Z");
});

test("a kontaktmöte serves from day 90 to day 180, counted from the day that was entered", () => {
  const entered = { chainDay: 100, chainDayOn: "2026-03-23" };

  expect(rules({}, entered).window).toEqual({ fromOn: "2026-03-13", toOn: "2026-06-11", chainDay: 110 });
  expect(rules({ type: "omstallningsmote" }, entered).window).toBeNull();
  expect(rules().window).toBeNull();
});
