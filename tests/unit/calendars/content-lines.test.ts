import fc from "fast-check";
import { foldLines } from "ical-generator";
import { expect, test } from "vitest";
import { sanitiseText } from "../../../server/calendars/calendar-text.ts";
import { foldContentLines } from "../../../server/calendars/content-lines.ts";
import { hostileText } from "../../support/hostile-text.ts";

test("given any text, lines are folded where ical-generator folds them", () => {
  const line = hostileText.map((text) => sanitiseText(text, Infinity).replaceAll("\n", "\\n"));
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      expect(foldContentLines(lines.join("\r\n"))).toBe(foldLines(lines.join("\r\n")));
    }),
  );
});

test.each([73, 74, 75, 148, 149])("given %i octets, no line is longer than 75 with its space", (octets) => {
  for (const character of ["x", "å", "🙂"]) {
    const line = character.repeat(octets);
    const folded = foldContentLines(line).split("\r\n");
    expect(folded.every((part) => Buffer.byteLength(part) <= 75)).toBe(true);
    expect(folded.join("\r\n").replaceAll("\r\n ", "")).toBe(line);
  }
});
