import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clientProduct } from "../../../server/calendars/client-product.ts";
import { hostileText } from "../../support/hostile-text.ts";

describe("the program behind a User-Agent", () => {
  test.each([
    ["Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Thunderbird/140.3.0", "Thunderbird/140.3.0"],
    ["Evolution/3.46.4", "Evolution/3.46.4"],
    ["Google-Calendar-Importer", "Google-Calendar-Importer"],
    ["iOS/17.5 (21F79) dataaccessd/1.0", "iOS/17.5"],
    [
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
      "Chrome/140.0.0.0",
    ],
    [
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15",
      "Safari/605.1.15",
    ],
    ["Microsoft Office/16.0 (Outlook of Anna Ek)", "Microsoft"],
    ["(Annas dator)", null],
    ["", null],
    [undefined, null],
  ])("%j is %j", (userAgent, product) => {
    expect(clientProduct(userAgent)).toBe(product);
  });

  test("never has more than 80 characters, nor any but those of names and versions", () => {
    fc.assert(
      fc.property(hostileText, fc.nat(200), (text, length) => {
        const product = clientProduct(`${"x".repeat(length)}${text}`);

        expect(product ?? "x").toMatch(/^[!-~]{1,80}$/);
        expect(product ?? "").not.toMatch(/[<>"(),;:\\@[\]{}?=]/);
      }),
    );
  });
});
