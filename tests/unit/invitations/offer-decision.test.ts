import { describe, expect, test } from "vitest";
import { decideMessage, type MessageMoment } from "../../../server/invitations/message-decision.ts";

const NOW = new Date("2026-03-02T08:00:00Z");
const DEADLINE = new Date("2026-03-05T12:00:00Z");

const OFFERED = {
  status: "offered",
  timeVersion: 1,
  startsAt: new Date("2026-03-10T09:00:00Z"),
  answerBy: DEADLINE,
  confirmBy: null,
  cancellationReason: null,
};
const CHOSEN = { ...OFFERED, status: "booked", timeVersion: 2 };
const ended = (cancellationReason: string) => ({ ...OFFERED, status: "cancelled", cancellationReason });

/** The kind that is sent, or what else happens. */
function decide(moment: Partial<MessageMoment> & Pick<MessageMoment, "kind">, now = NOW): string {
  const usual = {
    timeVersion: 1,
    meeting: OFFERED,
    hasLeft: false,
    isWithdrawn: false,
    answer: "needs-action",
    others: [],
  } as const;
  const decision = decideMessage({ ...usual, ...moment }, now);
  return decision.action === "send" ? decision.kind : decision.action;
}
const told = (kind: MessageMoment["kind"]) =>
  [{ kind, state: "handed_over", mayHaveArrived: false }] as const;

describe("an offer", () => {
  test("is sent while there is a choice", () => expect(decide({ kind: "offer" })).toBe("offer"));
  test.each([
    ["a time was chosen", CHOSEN],
    ["it was withdrawn", ended("offer_withdrawn")],
    ["it expired", ended("offer_expired")],
  ])("is not sent when %s meanwhile", (_what, meeting) => {
    expect(decide({ kind: "offer", meeting })).toBe("supersede");
  });
  test("is not sent after the deadline, though the job has not come by yet", () => {
    expect(decide({ kind: "offer" }, DEADLINE)).toBe("supersede");
  });
});

describe("when an offer ended without a choice", () => {
  test.each(["offer_expired", "offer_withdrawn"] as const)(
    "%s is told to those who had been told of the offer, and to no others",
    (kind) => {
      const meeting = ended(kind);
      expect(decide({ kind, meeting, others: told("offer") })).toBe(kind);
      expect(
        decide({ kind, meeting, others: [{ kind: "offer", state: "superseded", mayHaveArrived: false }] }),
      ).toBe("supersede");
      expect(decide({ kind, meeting: CHOSEN, others: told("offer") })).toBe("supersede");
    },
  );
});

describe("who only got an offer", () => {
  test("is invited when a time has been chosen, also if it was moved before the invitation went", () => {
    const chosen = { meeting: CHOSEN, timeVersion: 2, others: told("offer") };
    expect(decide({ kind: "invitation", ...chosen })).toBe("invitation");
    const moved = { meeting: { ...CHOSEN, timeVersion: 3 }, timeVersion: 3, others: told("offer") };
    expect(decide({ kind: "moved", ...moved })).toBe("invitation");
  });
  test("is told of a cancellation, for they may have chosen", () => {
    const meeting = { ...CHOSEN, status: "cancelled", cancellationReason: "individual" };
    expect(decide({ kind: "cancellation", meeting, timeVersion: 2, others: told("offer") })).toBe(
      "cancellation",
    );
  });
});

describe("a participant who was replaced", () => {
  test("is told so if they had been invited", () => {
    const left = { meeting: CHOSEN, timeVersion: 2, hasLeft: true };
    expect(decide({ kind: "cancellation", ...left, others: told("invitation") })).toBe("cancellation");
    expect(decide({ kind: "cancellation", ...left })).toBe("supersede");
  });
  test.each(["invitation", "moved"] as const)("is not sent the %s that still waited", (kind) => {
    expect(decide({ kind, meeting: CHOSEN, timeVersion: 2, hasLeft: true })).toBe("supersede");
  });
});

test("an individual learns of another handläggare only after being told of the meeting", () => {
  const swapped = { kind: "swapped", meeting: CHOSEN, timeVersion: 2 } as const;
  expect(decide({ ...swapped, others: told("invitation") })).toBe("swapped");
  expect(decide(swapped)).toBe("supersede");
});
