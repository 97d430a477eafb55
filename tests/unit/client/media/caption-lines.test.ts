import { expect, test } from "vitest";
import { withCaption, type CaptionLine } from "../../../../client/src/media/caption-lines.ts";

const said = (...spoken: readonly (readonly [who: string, text: string, isFinal?: boolean])[]) =>
  spoken
    .reduce<readonly CaptionLine[]>(
      (lines, [who, text, isFinal = false]) => withCaption(lines, who, { text, isFinal }),
      [],
    )
    .map(({ participantId, text }) => `${participantId}: ${text}`);

test("what somebody says grows in one line until it is final, also while another speaks; then the next begins", () => {
  expect(said(["a", "Hej"], ["b", "Ja"], ["a", "Hej på er", true], ["a", "Nu"])).toEqual([
    "a: Hej på er",
    "b: Ja",
    "a: Nu",
  ]);
});

test("what turns out to be nothing goes away, and only the latest lines stay", () => {
  expect(said(["a", "Hm"], ["a", ""])).toEqual([]);
  expect(said(...[1, 2, 3, 4, 5].map((nth) => ["a", `${nth}`, true] as const))).toEqual([
    "a: 2",
    "a: 3",
    "a: 4",
    "a: 5",
  ]);
});
