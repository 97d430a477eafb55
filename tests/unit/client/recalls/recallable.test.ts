import { expect, test } from "vitest";
import { isRecallable } from "../../../../client/src/features/recalls/recallable.ts";
import { MESSAGE_STATES, type MessageState } from "../../../../server/invitations/invitations.contract.ts";
import type { MeetingView } from "../../../../server/meetings/meetings.contract.ts";

const participants = [
  { id: "individual", role: "individual" },
  { id: "employer", role: "external" },
  { id: "fk", role: "handlaggare" },
] as MeetingView["participants"];
const message = (more: object) =>
  ({ id: "m", kind: "invitation", state: "handed_over", participantId: "individual", ...more }) as const;
const may = (more: object, recalls: object[] = []) =>
  isRecallable(message(more), { participants, recalls: recalls as MeetingView["recalls"] });

test("what has gone, or is about to, to the individual or somebody from outside can be recalled", () => {
  const nothingToRecall: MessageState[] = ["superseded", "failed"];
  for (const participantId of ["individual", "employer"])
    for (const state of MESSAGE_STATES)
      expect(may({ participantId, state })).toBe(!nothingToRecall.includes(state));
});

test("what went to a handläggare, to nobody that takes part, is recalled already or tells of a recall can't", () => {
  expect(may({ participantId: "fk" })).toBe(false);
  expect(may({ participantId: "gone" })).toBe(false);
  expect(may({ kind: "recalled" })).toBe(false);
  expect(may({}, [{ messageIds: ["m"] }])).toBe(false);
  expect(may({}, [{ messageIds: ["other"] }])).toBe(true);
});
