import { expect, test } from "vitest";
import { countSmsParts } from "../../../../server/platform/sms/sms-parts.ts";

test.each([
  ["160 letters", "å".repeat(160), "GSM-7", 1],
  ["161 letters", "å".repeat(161), "GSM-7", 2],
  ["306 letters", "a".repeat(306), "GSM-7", 2],
  ["307 letters", "a".repeat(307), "GSM-7", 3],
  ["80 euro signs, which take two places each", "€".repeat(80), "GSM-7", 1],
  ["81 euro signs", "€".repeat(81), "GSM-7", 2],
  ["70 letters of which one is Polish", `${"a".repeat(69)}ł`, "UCS-2", 1],
  ["71 letters of which one is Polish", `${"a".repeat(70)}ł`, "UCS-2", 2],
  ["Arabic", "مرحبا", "UCS-2", 1],
  ["35 emoji, which take two places each", "😀".repeat(35), "UCS-2", 1],
  ["36 emoji", "😀".repeat(36), "UCS-2", 2],
])("an SMS of %s", (_what, text, encoding, parts) => {
  expect(countSmsParts(text)).toEqual({ encoding, parts });
});
