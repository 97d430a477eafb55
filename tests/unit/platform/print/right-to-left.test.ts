import createBidi from "bidi-js";
import fc from "fast-check";
import { expect, test } from "vitest";
import { layOutRightToLeft, visibleText } from "../../../../server/platform/print/right-to-left.ts";

const bidi = createBidi();
/** Every character is as wide as the next. */
const layOut = (text: string, width = 1_000) =>
  layOutRightToLeft(text, { bidi, width, widthOf: (run) => run.length });
const seen = (text: string, width?: number) => layOut(text, width).map((runs) => runs.map((run) => run.text));
const lettersOf = (text: string) => [...text.replaceAll(" ", "")].sort();

test("a line with a date and a time: numbers keep their direction, and the words between are whole, from the left as seen", () => {
  expect(seen("الموعد: الأربعاء 18 مارس 2026، \u206810:00–11:00\u2069")).toEqual([
    ["10:00–11:00", " ،", "2026", " مارس ", "18", "الموعد: الأربعاء "],
  ]);
});

test("a telephone number with spaces and a dash: in one piece where it is isolated, on one line", () => {
  const text = "اتصل بنا: \u206808-465 004 10\u2069 أو \u206808-465 004 20\u2069.";
  expect(seen(text)).toEqual([[".", "08-465 004 20", " أو ", "08-465 004 10", "اتصل بنا: "]]);
  for (const width of [14, 20, 25]) {
    const pieces = seen(text, width).flat();
    expect(pieces).toContain("08-465 004 10");
    expect(pieces).toContain("08-465 004 20");
  }
});

test("brackets around a word in Latin letters: turned to face it, in the runs of the words around", () => {
  expect(seen("الدخل (SGI) هنا")).toEqual([["( هنا", "SGI", "الدخل )"]]);
});

test("a word that is wider than the line: has a line of its own", () => {
  expect(seen("واحد samtid.example.org/svar/K7M2P-X9QRT اثنان", 10)).toEqual([
    ["واحد"],
    ["samtid.example.org/svar/K7M2P-X9QRT"],
    ["اثنان"],
  ]);
});

test("any text in any width: nothing is lost or added but marks of direction and the spaces where lines break", () => {
  const part = fc.oneof(
    fc.constantFrom(
      "موعد",
      "Försäkringskassan",
      "10:00–11:00",
      "(",
      ")",
      "،",
      "\u2068",
      "\u2069",
      " ",
      "a1",
      "٣",
    ),
    fc.string({ unit: "grapheme", maxLength: 4 }).map((text) => text.replaceAll(/[\p{Zs}\p{Cc}]/gu, " ")),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }), fc.integer({ min: 1, max: 60 }), (parts, width) => {
      const text = parts.join("");
      const drawn = seen(text, width).flat().join("");
      const unturned = (letters: string) => lettersOf(letters.replaceAll(/[^\p{L}\p{N}]/gu, ""));
      expect(unturned(drawn)).toEqual(unturned(visibleText(text)));
      expect(drawn.replaceAll(" ", "")).toHaveLength(visibleText(text).replaceAll(" ", "").length);
    }),
  );
});
