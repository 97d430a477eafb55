import { describe, expect, test } from "vitest";
import {
  MESSAGE_KINDS,
  MESSAGE_STATES,
  type MessageKind,
  type MessageState,
} from "../../../server/invitations/invitations.contract.ts";
import { decideMessage, type MessageMoment } from "../../../server/invitations/message-decision.ts";

const NOW = new Date("2026-03-02T08:00:00Z");
const BOOKED = {
  status: "booked",
  timeVersion: 2,
  startsAt: new Date("2026-03-18T09:00:00Z"),
  answerBy: null,
  confirmBy: null,
  cancellationReason: null,
};
const CANCELLED = { ...BOOKED, status: "cancelled" };
const TELLINGS = ["invitation", "moved"] as const;
const REMINDERS = ["reminder_week", "reminder_day", "reminder_hour"] as const;

/** The kind that is sent, or what else happens. */
function decide(kind: MessageKind, moment: Partial<MessageMoment> = {}, now = NOW): string {
  const usual: MessageMoment = {
    kind,
    timeVersion: 2,
    meeting: BOOKED,
    hasLeft: false,
    isWithdrawn: false,
    answer: "needs-action",
    others: [],
  };
  const decision = decideMessage({ ...usual, ...moment }, now);
  return decision.action === "send" ? decision.kind : decision.action;
}
const other = (kind: MessageKind, state: MessageState, mayHaveArrived = false) => ({
  kind,
  state,
  mayHaveArrived,
});
const invited = [other("invitation", "handed_over")];

/** What each kind becomes by what happened to an earlier word of the time: [telling, reminder, cancellation]. */
const AFTER: Record<MessageState | "nothing", readonly [string, string, string]> = {
  nothing: ["invitation", "supersede", "supersede"],
  queued: ["invitation", "supersede", "supersede"],
  sending: ["wait", "wait", "wait"],
  handed_over: ["moved", "send", "send"],
  failed: ["invitation", "supersede", "supersede"],
  superseded: ["invitation", "supersede", "supersede"],
  to_do: ["moved", "send", "send"],
  done: ["moved", "send", "send"],
};
const STATES = ["nothing", ...MESSAGE_STATES] as const;

function expectAfter(others: MessageMoment["others"], [telling, reminder, cancellation]: readonly string[]) {
  for (const kind of TELLINGS) expect(decide(kind, { others })).toBe(telling);
  for (const kind of REMINDERS) expect(decide(kind, { others })).toBe(reminder === "send" ? kind : reminder);
  const atCancellation = decide("cancellation", { others, meeting: CANCELLED });
  expect(atCancellation).toBe(cancellation === "send" ? "cancellation" : cancellation);
}

describe.each(TELLINGS)("an earlier %s", (earlier) => {
  test.each(STATES)("that is %s", (state) => {
    expectAfter(state === "nothing" ? [] : [other(earlier, state)], AFTER[state]);
  });

  test.each(["queued", "superseded", "failed"] as const)(
    "that is %s but may have arrived: it counts",
    (state) => {
      expectAfter([other(earlier, state, true)], AFTER.handed_over);
    },
  );
});

test.each(MESSAGE_STATES)(
  "an earlier reminder or cancellation that is %s: tells nobody of the time",
  (state) => {
    for (const kind of [...REMINDERS, "cancellation"] as const)
      expectAfter([other(kind, state)], AFTER.nothing);
  },
);

test("several earlier messages: one that arrived is enough, and one in hand is waited for", () => {
  expectAfter([other("invitation", "superseded"), other("moved", "handed_over")], AFTER.handed_over);
  expectAfter([other("invitation", "handed_over"), other("moved", "sending")], AFTER.sending);
});

describe("what is no longer true is never sent, nor waited for", () => {
  const inHand = [other("invitation", "sending")];
  const kinds = MESSAGE_KINDS.filter((kind) => !/^(cancellation$|recalled$|offer|confirmation_)/.test(kind));

  test.each(kinds)("%s of an earlier time", (kind) => {
    expect(decide(kind, { timeVersion: 1, others: inHand })).toBe("supersede");
    expect(decide(kind, { timeVersion: 1, others: invited })).toBe("supersede");
  });

  test.each(kinds)("%s of a meeting that is cancelled, was held, or was not", (kind) => {
    for (const status of ["cancelled", "held", "not_held"])
      expect(decide(kind, { meeting: { ...BOOKED, status }, others: inHand })).toBe("supersede");
  });

  test.each(kinds)("%s of a meeting that has begun", (kind) => {
    expect(decide(kind, { others: invited }, BOOKED.startsAt)).toBe("supersede");
    const lastMoment = new Date(BOOKED.startsAt.getTime() - 1);
    expect(decide(kind, { others: invited }, lastMoment)).not.toBe("supersede");
  });

  test("cancellation of a meeting that is booked", () => {
    expect(decide("cancellation", { others: inHand })).toBe("supersede");
  });
});

test("a cancellation after the meeting would have begun, or after more changes: still sent to who was told", () => {
  const moment = { meeting: CANCELLED, others: invited, timeVersion: 1 };
  expect(decide("cancellation", moment, BOOKED.startsAt)).toBe("cancellation");
});

test.each([
  ["needs-action", true],
  ["accepted", true],
  ["tentative", true],
  ["declined", false],
] as const)(
  "who has answered %s: is reminded is %s, and is told of changes in any case",
  (answer, reminded) => {
    for (const kind of REMINDERS)
      expect(decide(kind, { answer, others: invited })).toBe(reminded ? kind : "supersede");
    expect(decide("moved", { answer, others: invited })).toBe("moved");
    expect(decide("cancellation", { answer, others: invited, meeting: CANCELLED })).toBe("cancellation");
  },
);

describe("when what a participant was sent is recalled and they have no new link", () => {
  const withdrawn = { isWithdrawn: true, others: [] };

  test("nothing is sent but the notice of it", () => {
    for (const kind of MESSAGE_KINDS) {
      const meetings = [BOOKED, CANCELLED, { ...BOOKED, status: "offered", answerBy: BOOKED.startsAt }];
      for (const meeting of meetings)
        expect(decide(kind, { ...withdrawn, meeting })).toBe(kind === "recalled" ? "recalled" : "supersede");
    }
  });
});

test("who chose the time from an offer, and whose e-mail about it was refused: reminded, and told when it is cancelled", () => {
  const others = [other("offer", "handed_over"), other("invitation", "failed")];
  for (const kind of REMINDERS) {
    expect(decide(kind, { others, answer: "accepted" })).toBe(kind);
    expect(decide(kind, { others, answer: "declined" })).toBe("supersede");
    expect(decide(kind, { others })).toBe("supersede");
  }
  const called = { others: [other("invitation", "failed")], meeting: CANCELLED };
  expect(decide("cancellation", { ...called, answer: "accepted" })).toBe("cancellation");
  expect(decide("cancellation", called)).toBe("supersede");
});
