import { expect, test } from "vitest";
import { mobileNumberOf } from "../../../server/people/mobile-number.ts";

test.each([
  ["070-174 06 05", "+46701740605"],
  ["0701740605", "+46701740605"],
  ["+46 70 174 06 05", "+46701740605"],
  ["0046701740605", "+46701740605"],
  ["+47 123 45 678", "+4712345678"],
  ["08-465 004 10", undefined],
  ["010-174 06 05", undefined],
  ["070-174 06", undefined],
  ["112", undefined],
  ["", undefined],
])("%s as a number for SMS: %s", (phone, number) => {
  expect(mobileNumberOf(phone)).toBe(number);
});
