import { expect, test } from "vitest";
import { isOfOffer, offerEndingOf } from "../../../../client/src/features/meeting/offer-state.ts";

const meeting = (
  status: Parameters<typeof isOfOffer>[0]["status"],
  cancellationReason: Parameters<typeof isOfOffer>[0]["cancellationReason"] = null,
  answerBy: string | null = null,
) => ({ status, cancellationReason, answerBy });

test("a meeting without a time of its own is one that is offered, or whose offer ended", () => {
  expect(isOfOffer(meeting("offered"))).toBe(true);
  expect(isOfOffer(meeting("cancelled", "offer_expired"))).toBe(true);
  expect(isOfOffer(meeting("cancelled", "offer_withdrawn"))).toBe(true);
});

test("a meeting that was booked has a time, also when it is cancelled", () => {
  expect(isOfOffer(meeting("booked"))).toBe(false);
  expect(isOfOffer(meeting("cancelled", "individual"))).toBe(false);
  expect(offerEndingOf(meeting("cancelled", "individual"))).toBeUndefined();
});

test("a draft, and one that came to nothing, has a time of its own unless several were to be offered", () => {
  const answerBy = "2026-03-12T12:00:00.000Z";
  expect(isOfOffer(meeting("draft"))).toBe(false);
  expect(isOfOffer(meeting("draft", null, answerBy))).toBe(true);
  expect(isOfOffer(meeting("cancelled", "not_agreed"))).toBe(false);
  expect(isOfOffer(meeting("cancelled", "not_agreed", answerBy))).toBe(true);
});
