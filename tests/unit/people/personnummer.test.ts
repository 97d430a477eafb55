import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parsePersonnummer } from "../../../server/people/personnummer.ts";

const THIS_YEAR = 2026;
const parse = (text: string) => parsePersonnummer(text, THIS_YEAR);

/** The control digit of nine digits, summed as Skatteverket shows it (SKV 704): 2 1 2 1 2 1 2 1 2. */
function controlDigit(nineDigits: string): number {
  const products = [...nineDigits].map((digit, index) => String(Number(digit) * (index % 2 === 0 ? 2 : 1)));
  const sum = [...products.join("")].reduce((total, digit) => total + Number(digit), 0);
  return (10 - (sum % 10)) % 10;
}

function withControlDigit(nineDigits: string): string {
  return nineDigits + String(controlDigit(nineDigits));
}

const birthDate = fc
  .date({ min: new Date("1900-01-01T00:00:00Z"), max: new Date("2026-12-31T00:00:00Z"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10).replaceAll("-", ""));
const serial = fc.integer({ min: 0, max: 999 }).map((number) => String(number).padStart(3, "0"));
const asCoordination = (date: string) => `${date.slice(0, 6)}${Number(date.slice(6)) + 60}`;
/** Twelve digits that follow the rules, every other a coordination number. */
const valid = fc.tuple(birthDate, fc.boolean(), serial).map(([date, coordination, number]) => {
  const eleven = (coordination ? asCoordination(date) : date) + number;
  return eleven.slice(0, 2) + withControlDigit(eleven.slice(2));
});

test.each([
  { what: "Skatteverket's example", text: "640823-3234", digits: "196408233234", birthYear: 1964 },
  { what: "twelve digits", text: "196408233234", digits: "196408233234", birthYear: 1964 },
  { what: "twelve digits with a hyphen", text: "19640823-3234", digits: "196408233234", birthYear: 1964 },
  { what: "spaces anywhere", text: " 640823 32 34 ", digits: "196408233234", birthYear: 1964 },
  {
    what: "Skatteverket's coordination number",
    text: "701063-2391",
    digits: "197010632391",
    birthYear: 1970,
  },
  { what: "a year of this century", text: "170101-2393", digits: "201701012393", birthYear: 2017 },
  { what: "a hundred years or more", text: "900101+9802", digits: "189001019802", birthYear: 1890 },
])("$what is read", ({ text, digits, birthYear }) => {
  expect(parse(text)).toEqual({ digits, birthYear });
});

test.each([
  ["nothing", ""],
  ["too few digits", "640823-323"],
  ["too many", "196408233234 5"],
  ["letters", "640823-32E4"],
  ["digits that aren't ASCII", "６４０８２３３２３４"],
  ["a month that isn't", withControlDigit("641323323")],
  ["a day that isn't", withControlDigit("640230323")],
  ["a leap day in another year", withControlDigit("190229000")],
  ["the day between days and coordination days", withControlDigit("640860323")],
  ["a coordination day that isn't", withControlDigit("640292323")],
  ["a century before there were personnummer", "006408233234"],
  ["somebody not yet born", "206408233234"],
])("%s is refused", (_what, text) => {
  expect(parse(text)).toBeUndefined();
});

describe("whatever follows the rules", () => {
  test("is read with any separator, and gives the same twelve digits", () => {
    fc.assert(
      fc.property(valid, fc.constantFrom("", "-", " "), (digits, separator) => {
        const expected = { digits, birthYear: Number(digits.slice(0, 4)) };
        expect(parse(`${digits.slice(0, 8)}${separator}${digits.slice(8)}`)).toEqual(expected);
      }),
    );
  });

  test("is read with ten digits too, with + from the year one turns a hundred", () => {
    fc.assert(
      fc.property(valid, (digits) => {
        const separator = THIS_YEAR - Number(digits.slice(0, 4)) >= 100 ? "+" : "-";
        expect(parse(`${digits.slice(2, 8)}${separator}${digits.slice(8)}`)?.digits).toBe(digits);
      }),
    );
  });

  test("is refused with any other control digit", () => {
    fc.assert(
      fc.property(valid, fc.integer({ min: 1, max: 9 }), (digits, more) => {
        const wrong = (Number(digits.at(-1)) + more) % 10;
        expect(parse(`${digits.slice(0, -1)}${wrong}`)).toBeUndefined();
      }),
    );
  });

  test("is refused when any one of the last ten digits is mistyped", () => {
    fc.assert(
      fc.property(
        valid,
        fc.integer({ min: 2, max: 11 }),
        fc.integer({ min: 1, max: 9 }),
        (digits, at, more) => {
          const wrong = (Number(digits[at]) + more) % 10;
          expect(parse(digits.slice(0, at) + wrong + digits.slice(at + 1))).toBeUndefined();
        },
      ),
    );
  });
});
