import type { z } from "zod";

type Issue = z.core.$ZodRawIssue;
type SizeIssue = Extract<Issue, { code: "too_small" | "too_big" }>;

/** What is wrong with a part of a request, in words for whoever wrote it: the library's own are for programmers. Never what was sent. */
export function wordsOfIssue(issue: Issue): string {
  switch (issue.code) {
    case "too_small":
      return sizeWords(issue, Number(issue.minimum), "minst");
    case "too_big":
      return sizeWords(issue, Number(issue.maximum), "högst");
    case "invalid_type":
      return issue.input === undefined || issue.input === null ? "Uppgiften saknas." : WRONG_FORM;
    case "invalid_value":
      return `Det ska vara ${issue.values.length === 1 ? "" : "en av: "}${issue.values.map(String).join(", ")}.`;
    case "invalid_format":
      return FORMATS[issue.format] ?? WRONG_FORM;
    case "not_multiple_of":
      return `Det ska gå jämnt upp med ${issue.divisor}.`;
    case "unrecognized_keys":
      return `Det här känner vi inte till: ${issue.keys.join(", ")}.`;
    default:
      return WRONG_FORM;
  }
}

const WRONG_FORM = "Uppgiften har inte rätt form.";

const FORMATS: Readonly<Record<string, string>> = {
  email: "Skriv en e-postadress, till exempel namn@example.se.",
  date: "Skriv datumet som 2026-03-04.",
  datetime: "Skriv tiden som 2026-03-04T09:00:00Z.",
  url: "Skriv en fullständig adress, till exempel https://example.se.",
};

function sizeWords({ origin, inclusive }: SizeIssue, limit: number, word: "minst" | "högst"): string {
  if (origin === "string")
    return word === "minst" && limit === 1 ? "Fyll i något." : `Skriv ${word} ${limit} tecken.`;
  if (origin === "array" || origin === "set") return `Välj ${word} ${limit}.`;
  if (inclusive === false) return `Ange ${word === "minst" ? "mer" : "mindre"} än ${limit}.`;
  return `Ange ${word} ${limit}.`;
}
