import { expect, test } from "vitest";
import { declineDraftOf, reasonOf } from "../../../../client/src/features/invitation/decline-draft.ts";
import { DeclineReason } from "../../../../server/invitations/decline-reason.contract.ts";

test("a no, when nothing is said of why, goes out without a reason", () => {
  expect(reasonOf(declineDraftOf(null))).toEqual({});
});

test("a reason, when words were written for another choice before, goes out without them", () => {
  const { reason } = reasonOf({ code: "talk_first", text: "Hej" });
  expect(reason).toEqual({ code: "talk_first", text: null });
  expect(DeclineReason.safeParse(reason).success).toBe(true);
});

test("words of one's own, in any script: go out as written, and start the next draft", () => {
  const { reason } = reasonOf({ code: "other", text: " شكراً é " });
  expect(reason).toEqual({ code: "other", text: "شكراً é" });
  expect(reasonOf(declineDraftOf(reason!)).reason).toEqual(reason);
});

test("words with another reason than one's own are refused", () => {
  expect(DeclineReason.safeParse({ code: "time", text: "Jag är upptagen" }).success).toBe(false);
  expect(DeclineReason.safeParse({ code: "other", text: null }).success).toBe(true);
});
