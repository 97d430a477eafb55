import { expect, test } from "vitest";
import { meetingState } from "../../../../client/src/features/my-week/meeting-state.ts";
import type { MeetingSummary } from "../../../../server/meetings/meetings.contract.ts";

const stateOf = (
  status: MeetingSummary["status"],
  answer: MeetingSummary["answer"],
  wantsOtherTime = false,
) => meetingState({ status, answer, wantsOtherTime } as MeetingSummary).state;

test("while a meeting is booked its answer is what matters, and a wish for another time before that", () => {
  expect(stateOf("booked", "needs-action")).toBe("needs-action");
  expect(stateOf("booked", "accepted")).toBe("accepted");
  expect(stateOf("booked", "declined")).toBe("declined");
  expect(stateOf("booked", "needs-action", true)).toBe("tentative");
  expect(stateOf("booked", "tentative", true)).toBe("tentative");
  expect(stateOf("booked", "tentative")).toBe("maybe");
});

test("an offered meeting is preliminary, and what was said of its times matters all the same", () => {
  expect(stateOf("offered", "needs-action")).toBe("offered");
  expect(stateOf("offered", "tentative", true)).toBe("offered-tentative");
  expect(stateOf("offered", "declined")).toBe("offered-declined");
});

test("a draft is preliminary, and asks the reader for their word when it is theirs that is awaited", () => {
  expect(stateOf("draft", "needs-action")).toBe("draft");
  const awaited = { status: "draft", answer: "needs-action", awaitsMe: true } as MeetingSummary;
  expect(meetingState(awaited).state).toBe("draft-awaits-me");
});

test.each(["held", "not_held", "cancelled"] as const)(
  "a meeting that is %s is that, whatever was answered",
  (status) => {
    expect(stateOf(status, "accepted", true)).toBe(status);
  },
);
