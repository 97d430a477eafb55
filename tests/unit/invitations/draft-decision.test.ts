import { describe, expect, test } from "vitest";
import { decideMessage, type MessageMoment } from "../../../server/invitations/message-decision.ts";

const NOW = new Date("2026-03-02T08:00:00Z");
const DEADLINE = new Date("2026-03-05T08:00:00Z");
const DRAFT = {
  status: "draft",
  timeVersion: 1,
  startsAt: new Date("2026-03-17T09:00:00Z"),
  answerBy: null,
  confirmBy: DEADLINE,
  cancellationReason: null,
};
const ended = (cancellationReason: string) => ({ ...DRAFT, status: "cancelled", cancellationReason });
const told = (kind: MessageMoment["kind"]) =>
  [{ kind, state: "handed_over", mayHaveArrived: false }] as const;

/** The kind that is sent, or what else happens. */
function decide(moment: Partial<MessageMoment> & Pick<MessageMoment, "kind">, now = NOW): string {
  const usual = {
    timeVersion: 1,
    meeting: DRAFT,
    hasLeft: false,
    isWithdrawn: false,
    answer: "needs-action",
    others: [],
  } as const;
  const decision = decideMessage({ ...usual, ...moment }, now);
  return decision.action === "send" ? decision.kind : decision.action;
}

describe("the request to confirm a draft", () => {
  const kind = "confirmation_request";
  test("is sent while it can be confirmed, and not from the deadline", () => {
    expect(decide({ kind }, new Date(DEADLINE.getTime() - 1))).toBe(kind);
    expect(decide({ kind }, DEADLINE)).toBe("supersede");
  });
  test.each([
    { ...DRAFT, status: "booked" },
    { ...DRAFT, status: "offered" },
    ended("not_agreed"),
    ended("draft_withdrawn"),
    ended("not_answered"),
  ])("is not sent when it is $status $cancellationReason meanwhile", (meeting) => {
    expect(decide({ kind, meeting })).toBe("supersede");
  });
});

test.each([
  ["confirmation_rejected", "not_agreed"],
  ["confirmation_expired", "not_answered"],
] as const)("%s is told to who asked, when that is how it ended", (kind, ending) => {
  expect(decide({ kind, meeting: ended(ending) })).toBe(kind);
  expect(decide({ kind, meeting: ended("individual") })).toBe("supersede");
});

test("that a draft was taken back is told only to who had been asked", () => {
  const moment = { kind: "confirmation_withdrawn", meeting: ended("draft_withdrawn") } as const;
  expect(decide({ ...moment, others: told("confirmation_request") })).toBe("confirmation_withdrawn");
  expect(decide(moment)).toBe("supersede");
});

test.each(["invitation", "moved", "offer"] as const)("nobody is sent the %s of a draft", (kind) => {
  expect(decide({ kind })).toBe("supersede");
});

test("who was only asked to confirm is invited like everybody else when the meeting is booked", () => {
  const meeting = { ...DRAFT, status: "booked" };
  expect(decide({ kind: "invitation", meeting, others: told("confirmation_request") })).toBe("invitation");
});
