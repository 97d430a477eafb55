import { expect, test } from "vitest";
import { keyOf, nameWords } from "../../../server/demo/name-words.ts";
import { testPersonnummer } from "../../../server/demo/test-personnummer.ts";
import { parsePersonnummer } from "../../../server/people/personnummer.ts";

test.each([
  ["1890-01-01", "woman", "189001019802"],
  ["1985-07-09", "woman", "198507099805"],
  ["1990-01-01", "woman", "199001012385"],
  ["2000-01-01", "woman", "200001012384"],
  ["2017-01-01", "man", "201701012393"],
] as const)(
  "a test number for somebody born on %s (%s) is one that Skatteverket publishes",
  (on, sex, known) => {
    expect(testPersonnummer(on, sex)).toBe(known);
  },
);

test("a test number is a personnummer, with an odd birth number for men and an even for women", () => {
  expect(parsePersonnummer(testPersonnummer("1972-02-29", "man"), 2026)?.birthYear).toBe(1972);
  expect(testPersonnummer("1972-02-29", "man").slice(8, 11)).toBe("981");
  expect(testPersonnummer("1972-02-29", "woman").slice(8, 11)).toBe("980");
});

test("a name gives ASCII words, whatever its letters and marks", () => {
  expect(nameWords("Łukasz af Örn-Åkesson")).toEqual(["lukasz", "af", "orn-akesson"]);
  expect(keyOf("Márjá Łoś")).toBe("marja-los");
});
