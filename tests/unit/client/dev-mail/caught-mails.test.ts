import { expect, test } from "vitest";
import { linksIn } from "../../../../client/src/features/dev-mail/caught-mails.ts";

test("the links of a mail, when one stands there twice, are given once each and in order", () => {
  const text =
    "Öppna:\nhttp://localhost:3000/svar/abc_-1\n\n(https://example.org/a?b=c) http://localhost:3000/svar/abc_-1";
  expect(linksIn(text)).toEqual(["http://localhost:3000/svar/abc_-1", "https://example.org/a?b=c"]);
});

test("the links of a mail, when it has none, are none", () => {
  expect(linksIn("Mötet är avbokat.")).toEqual([]);
});
