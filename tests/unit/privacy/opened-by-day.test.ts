import { expect, test } from "vitest";
import type { StaffDeed } from "../../../server/audit/staff-deed.ts";
import { openedByDay } from "../../../server/privacy/opened-by-day.ts";

const deed = (at: string, action: string, more: Partial<StaffDeed> = {}): StaffDeed => ({
  at: new Date(at),
  action,
  organisationId: "forsakringskassan",
  handlaggareId: "1",
  name: "Ada",
  role: "forsakringsutredare",
  isProtected: false,
  ...more,
});

test("readings by one handläggare on one day, when there are several, are one line with each kind once, in a fixed order", () => {
  const lines = openedByDay([
    deed("2026-03-02T10:00:00Z", "documents:export"),
    deed("2026-03-02T09:00:00Z", "meeting:list"),
    deed("2026-03-02T08:00:00Z", "case:read"),
    deed("2026-03-02T07:00:00Z", "representative:list"),
  ]);

  expect(lines).toEqual([
    {
      on: "2026-03-02",
      organisationId: "forsakringskassan",
      role: "forsakringsutredare",
      name: "Ada",
      what: ["case", "list", "documents"],
    },
  ]);
});

test("the day, when it is past midnight in Sweden and not in Greenwich, is Sweden's", () => {
  const lines = openedByDay([
    deed("2026-03-02T23:30:00Z", "meeting:read"),
    deed("2026-03-02T22:30:00Z", "meeting:read"),
  ]);

  expect(lines.map(({ on }) => on)).toEqual(["2026-03-03", "2026-03-02"]);
});

test("two of the same name, when both have read, are a line each", () => {
  expect(
    openedByDay([
      deed("2026-03-02T08:00:00Z", "case:read"),
      deed("2026-03-02T08:00:00Z", "case:read", { handlaggareId: "2" }),
    ]),
  ).toHaveLength(2);
});

test("what changes something is left out, and the name of who has protected identity", () => {
  const lines = openedByDay([
    deed("2026-03-02T08:00:00Z", "meeting:moved"),
    deed("2026-03-02T08:00:00Z", "notes:read", { isProtected: true }),
  ]);

  expect(lines.map(({ name, what }) => ({ name, what }))).toEqual([{ name: null, what: ["notes"] }]);
});
