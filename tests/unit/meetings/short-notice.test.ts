import { expect, test } from "vitest";
import { keptReason, shortNoticeViolations } from "../../../server/meetings/short-notice.ts";
import { ShortNotice } from "../../../server/meetings/short-notice.contract.ts";
import { noticeOf } from "../../../server/scheduling/notice.ts";

/** Maundy Thursday 2026, at ten: Good Friday and Easter Monday follow. */
const NOW = new Date("2026-04-02T08:00:00Z");
const person = { email: null, phone: null, address: null, channelOrder: null, protection: "none" } as const;
const address = { careOf: null, street: "Storgatan 1", postalCode: "123 45", city: "Umeå" };
const reason = { reason: "persons_wish", text: null } as const;

test.each([
  ["by mail", { email: "a@example.test" }, "book", 5, "2026-04-12T22:00:00.000Z"],
  ["by SMS", { phone: "070-174 06 05" }, "book", 5, "2026-04-12T22:00:00.000Z"],
  ["by letter, which is days in the post", { address }, "book", 8, "2026-04-15T22:00:00.000Z"],
  ["by letter, of a move", { address }, "move", 6, "2026-04-13T22:00:00.000Z"],
  ["on the telephone", {}, "book", 3, "2026-04-08T22:00:00.000Z"],
] as const)(
  "a person told %s: has their notice in Swedish working days",
  (_how, reach, change, days, ends) => {
    const notice = noticeOf("kontaktmote", { ...person, ...reach }, change, NOW, {});
    expect(notice.workingDays).toBe(days);
    expect(notice.endsAt.toISOString()).toBe(ends);
  },
);

test("several times of which one is too soon: need a reason, which is kept", () => {
  const notice = noticeOf("kontaktmote", { ...person, email: "a@example.test" }, "book", NOW, {});
  const startAts = [new Date("2026-04-12T21:45:00Z"), new Date("2026-04-20T08:00:00Z")];
  expect(shortNoticeViolations({ notice, startAts, reason: undefined })).toEqual([
    {
      pointer: "/shortNotice",
      code: "short_notice_reason_missing",
      detail: "Personen ska få veta det minst 5 arbetsdagar i förväg. Ange varför det blir kortare varsel.",
    },
  ]);
  expect(shortNoticeViolations({ notice, startAts, reason })).toEqual([]);
  expect(keptReason({ notice, startAts, reason })).toBe(reason);
});

test("times with the notice there should be: need no reason, and none is kept", () => {
  const notice = noticeOf("kontaktmote", { ...person, email: "a@example.test" }, "book", NOW, {});
  const startAts = [notice.endsAt];
  expect(shortNoticeViolations({ notice, startAts, reason: undefined })).toEqual([]);
  expect(keptReason({ notice, startAts, reason })).toBeUndefined();
});

test("a reason in words: only where none of the others fits", () => {
  const says = (given: object) => ShortNotice.safeParse(given).success;
  expect(says(reason)).toBe(true);
  expect(says({ reason: "other", text: "Lokalen stänger" })).toBe(true);
  expect(says({ reason: "other", text: " " })).toBe(false);
  expect(says({ reason: "persons_wish", text: "Hon är sjuk" })).toBe(false);
});
