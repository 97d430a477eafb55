import { describe, expect, test } from "vitest";
import { isUnchanged } from "../../../server/calendars/conditional-request.ts";

const CURRENT = { entityTags: ['"a"', '"a.gzip"'], modifiedAt: new Date("2026-03-02T08:00:00Z") };
const SAME_TIME = "Mon, 02 Mar 2026 08:00:00 GMT";
const unchanged = (ifNoneMatch?: string, ifModifiedSince?: string) =>
  isUnchanged({ ifNoneMatch, ifModifiedSince }, CURRENT);

describe("what a client has", () => {
  test.each(['"a"', 'W/"a"', '"a.gzip"', '"x", "a"', '"x",W/"a.gzip"', "*"])(
    "is unchanged when it holds the tag %s",
    (tags) => expect(unchanged(tags)).toBe(true),
  );

  test.each(['"b"', "a", '"a', "", '"*"'])("is changed when it holds %j", (tags) =>
    expect(unchanged(tags)).toBe(false),
  );

  test("is decided by the tag where there is one, whatever the date says", () => {
    expect(unchanged('"b"', SAME_TIME)).toBe(false);
    expect(unchanged('"a"', "Sun, 01 Mar 2026 08:00:00 GMT")).toBe(true);
  });

  test.each([
    [SAME_TIME, true],
    ["Mon, 02 Mar 2026 08:00:01 GMT", true],
    ["Mon, 02 Mar 2026 07:59:59 GMT", false],
    ["2026-03-02 08:00:00", false],
    ["yesterday", false],
    ["", false],
    [undefined, false],
  ])("from %j is unchanged: %j", (date, expected) => expect(unchanged(undefined, date)).toBe(expected));
});
