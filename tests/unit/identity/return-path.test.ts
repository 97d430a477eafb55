import fc from "fast-check";
import { expect, test } from "vitest";
import { safeReturnPath } from "../../../server/identity/return-path.ts";

const ORIGIN = "https://samtid.example";

test("whatever is asked for, the way back stays on this site, also read the way browsers do", () => {
  const nasty = fc.string({
    unit: fc.constantFrom("/", "\\", ".", "%", "2", "F", "\t", "\n", "@", ":", "?", "#", "e", "å"),
  });
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        nasty,
        nasty.map((rest) => `/${rest}`),
      ),
      (wanted) => {
        const path = safeReturnPath(wanted);
        expect(path).toMatch(/^\/(?![/\\])/);
        expect(new URL(path, ORIGIN).origin).toBe(ORIGIN);
        expect(new URL(path, ORIGIN).pathname).not.toMatch(/^\/\//);
      },
    ),
    { numRuns: 2000 },
  );
});

test.each(["/", "/moten/1", "/moten/1?flik=svar&dag=2026-03-02#nu", "/s%C3%B6k?q=a//b"])(
  "keeps %s as it is",
  (path) => {
    expect(safeReturnPath(path)).toBe(path);
  },
);

test.each([
  undefined,
  null,
  1,
  ["/a", "/b"],
  { a: 1 },
  "",
  "moten",
  `/${"a".repeat(2000)}`,
  "/a b",
  "/a\u0000",
])("%j leads to the start page", (wanted) => {
  expect(safeReturnPath(wanted)).toBe("/");
});
