import { expect, test } from "vitest";
import { z } from "zod";
import { wordsOfIssue } from "../../../server/http/issue-words.ts";

const WORDS: readonly [string, z.ZodType, unknown, string][] = [
  ["nothing where something must be", z.string().min(1), "", "Fyll i något."],
  ["too short a text", z.string().min(3), "ab", "Skriv minst 3 tecken."],
  ["too long a text", z.string().max(2), "abc", "Skriv högst 2 tecken."],
  ["too few chosen", z.array(z.string()).min(1), [], "Välj minst 1."],
  ["too great a number", z.number().max(5), 6, "Ange högst 5."],
  ["none where some are needed", z.number().positive(), 0, "Ange mer än 0."],
  ["what is left out", z.string(), undefined, "Uppgiften saknas."],
  ["what isn't text", z.string(), 7, "Uppgiften har inte rätt form."],
  ["another word than those there are", z.enum(["a", "b"]), "c", "Det ska vara en av: a, b."],
  ["what isn't a date", z.iso.date(), "4 mars", "Skriv datumet som 2026-03-04."],
  ["what isn't a mail address", z.email(), "x", "Skriv en e-postadress, till exempel namn@example.se."],
  ["what doesn't match a pattern", z.string().regex(/^a$/), "b", "Uppgiften har inte rätt form."],
  ["a field that isn't there", z.strictObject({}), { x: 1 }, "Det här känner vi inte till: x."],
  ["seven in steps of five", z.number().multipleOf(5), 7, "Det ska gå jämnt upp med 5."],
  ["neither of two forms", z.union([z.string(), z.number()]), true, "Uppgiften har inte rätt form."],
];

test.each(WORDS)("%s is told of in plain Swedish", (_what, schema, value, words) => {
  const { error } = schema.safeParse(value, { error: wordsOfIssue });
  expect(error?.issues.map(({ message }) => message)).toEqual([words]);
});
