import fc from "fast-check";

/** What has broken calendar writers and readers: line breaks of every kind, escapes, quotes, folding, half characters. */
const FRAGMENTS = [
  "\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:evil\r\n",
  "\nATTENDEE:mailto:eve@example.se",
  "\r",
  "\u0085",
  "\u2028",
  "\u2029",
  "\v",
  "\f",
  "\t",
  "\u0000",
  "\u001b[2J",
  "\ufeff",
  "\u202eterces",
  "\u2066",
  "\\",
  "\\n",
  "\\\\n",
  "\\,",
  ";",
  ",",
  ":",
  '"',
  "^n",
  "^'",
  "=",
  "\ud83d",
  "\ude42",
  "🙂👩\u200d👧",
  "a\u030a",
  "å".repeat(80),
  "x".repeat(75),
  "محمد",
  "\u037e",
  " ",
];

/** Any text at all, most of it made to do harm. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.constantFrom(...FRAGMENTS), fc.string({ unit: "binary" }), fc.lorem()), {
    maxLength: 12,
  })
  .map((parts) => parts.join(""));
