import { expect, test } from "vitest";
import { modeToStartFrom } from "../../../../client/src/features/meeting/wish.ts";
import type { MeetingView } from "../../../../server/meetings/meetings.contract.ts";

const meeting = (mode: string, wished?: string | null) =>
  ({
    mode,
    participants: [
      { role: "handlaggare", answer: { otherTimeWish: null } },
      { role: "individual", answer: { otherTimeWish: wished === undefined ? null : { mode: wished } } },
    ],
  }) as unknown as MeetingView;

test.each([
  { is: "video", wished: undefined, from: "video" },
  { is: "mixed", wished: null, from: "mixed" },
  { is: "video", wished: "telephone", from: "telephone" },
  { is: "video", wished: "on_site", from: "on_site" },
  { is: "mixed", wished: "on_site", from: "mixed" },
  { is: "mixed", wished: "video", from: "video" },
])("a new time for a meeting $is, when the individual wishes $wished: starts from $from", (each) => {
  expect(modeToStartFrom(meeting(each.is, each.wished))).toBe(each.from);
});
