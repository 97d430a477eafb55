import { expect, test } from "vitest";
import { draftOf, wishOf } from "../../../../client/src/features/invitation/wish-draft.ts";
import { OtherTimeWish } from "../../../../server/invitations/invitations.contract.ts";

test("a wish, when nothing was filled in, is empty and still one that the server takes", () => {
  const wish = wishOf(draftOf(null));
  expect(wish).toEqual({ weekdays: [], partsOfDay: [], earliestOn: null, mode: null, text: null });
  expect(OtherTimeWish.safeParse(wish).success).toBe(true);
});

test("a wish, when it was filled in in any order, goes out in order and with the text as written", () => {
  const wish = wishOf({
    weekdays: [5, 1],
    partsOfDay: ["afternoon", "morning"],
    earliestOn: "2026-12-14",
    mode: "telephone",
    text: " Łódź é\nبعد الظهر ",
  });
  expect(wish).toEqual({
    weekdays: [1, 5],
    partsOfDay: ["morning", "afternoon"],
    earliestOn: "2026-12-14",
    mode: "telephone",
    text: "Łódź é\nبعد الظهر",
  });
});

test("a draft, when a wish was sent before, starts from it without changing it", () => {
  const sent: OtherTimeWish = {
    weekdays: [2],
    partsOfDay: ["midday"],
    earliestOn: null,
    mode: "on_site",
    text: "Hej",
  };
  const draft = draftOf(sent);
  expect(wishOf(draft)).toEqual(sent);
  draft.weekdays.push(3);
  expect(sent.weekdays).toEqual([2]);
});
