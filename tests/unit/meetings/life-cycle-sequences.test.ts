import fc from "fast-check";
import { expect, test } from "vitest";
import type { MessageKind, MessageState } from "../../../server/invitations/invitations.contract.ts";
import { decideMessage } from "../../../server/invitations/message-decision.ts";
import { timesOf } from "../../../server/meetings/meeting-participants.ts";
import type { HeldTimeRecord } from "../../../server/meetings/meeting-record.ts";
import { allows, MEETING_COMMANDS, type MeetingCommand } from "../../../server/meetings/life-cycle.ts";
import type { MeetingStatus } from "../../../server/meetings/meetings.contract.ts";

const SEQUENCES = 10_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const BEGIN = new Date("2026-03-02T08:00:00Z").getTime();

/** The individual, who asks, who is asked, those who come in the place of the last, and those who are asked later, one at a time. */
type Recipient = "individual" | "asker" | `asked-${number}` | `guest-${number}`;
interface Message {
  readonly to: Recipient;
  readonly kind: MessageKind;
  readonly timeVersion: number;
  state: MessageState;
  /** What it said when it was sent. */
  said?: MessageKind;
}

/** A meeting with everything that was said about it: the effects of the commands as the use cases have them. */
interface Story {
  now: number;
  status: MeetingStatus;
  startsAt: Date;
  endsAt: Date;
  answerBy: Date | null;
  confirmBy: Date | null;
  cancellationReason: string | null;
  /** The days among which the individual picks, for who may pick any. */
  readonly opening: { fromOn: string; untilOn: string; loosen: [] } | null;
  /** The times that were offered. */
  heldTimes: HeldTimeRecord[];
  revision: number;
  timeVersion: number;
  swaps: number;
  /** How often a guest came or went: there is one when it is odd. */
  guests: number;
  wasConfirmed: boolean;
  readonly messages: Message[];
}
interface Step {
  readonly command: MeetingCommand | "send";
  readonly hours: number;
  readonly pick: number;
}

const askedIn = (story: Story): Recipient => `asked-${story.swaps}`;
const guestOf = ({ guests }: Story): Recipient[] => (guests % 2 ? [`guest-${guests}`] : []);
const everybody = (story: Story): Recipient[] => ["individual", "asker", askedIn(story), ...guestOf(story)];

interface Plan {
  readonly needsWord: boolean;
  readonly way: "fixed" | "offer" | "opening";
}

function begin({ needsWord, way }: Plan): Story {
  const startsAt = new Date(BEGIN + 10 * DAY_MS);
  const isChosen = way !== "fixed";
  const status = needsWord ? "draft" : isChosen ? "offered" : "booked";
  const story: Story = {
    now: BEGIN,
    status,
    startsAt,
    endsAt: new Date(startsAt.getTime() + HOUR_MS),
    answerBy: isChosen ? new Date(BEGIN + 7 * DAY_MS) : null,
    confirmBy: needsWord ? new Date(BEGIN + 3 * DAY_MS) : null,
    cancellationReason: null,
    opening: way === "opening" ? { fromOn: "2026-03-10", untilOn: "2026-03-20", loosen: [] } : null,
    heldTimes: way === "offer" ? [0, 1, 2].map((nth) => heldTime(nth, startsAt)) : [],
    revision: 1,
    timeVersion: 1,
    swaps: 0,
    guests: 0,
    wasConfirmed: !needsWord,
    messages: [],
  };
  if (status === "draft") queue(story, "confirmation_request", [askedIn(story)]);
  else queue(story, status === "offered" ? "offer" : "invitation");
  return story;
}

function heldTime(nth: number, from: Date): HeldTimeRecord {
  const startsAt = new Date(from.getTime() + nth * DAY_MS);
  const endsAt = new Date(startsAt.getTime() + HOUR_MS);
  return { id: String(nth), startsAt, endsAt, state: "held" };
}

function queue(story: Story, kind: MessageKind, to: readonly Recipient[] = everybody(story)): void {
  const { timeVersion } = story;
  story.messages.push(...to.map((each) => ({ to: each, kind, timeVersion, state: "queued" as const })));
}

function giveTime(story: Story, startsAt: Date): void {
  story.startsAt = startsAt;
  story.endsAt = new Date(startsAt.getTime() + HOUR_MS);
  story.timeVersion += 1;
}

function end(story: Story, reason: string, kind: MessageKind, to?: readonly Recipient[]): void {
  story.status = "cancelled";
  story.cancellationReason = reason;
  queue(story, kind, to);
}

const EFFECTS: Record<MeetingCommand, (story: Story, pick: number) => void> = {
  confirm(story) {
    story.status = story.answerBy ? "offered" : "booked";
    story.wasConfirmed = true;
    queue(story, story.answerBy ? "offer" : "invitation");
  },
  reject: (story) => end(story, "not_agreed", "confirmation_rejected", ["asker"]),
  retract: (story) => end(story, "draft_withdrawn", "confirmation_withdrawn", [askedIn(story)]),
  expire(story) {
    if (story.status === "draft") end(story, "not_answered", "confirmation_expired", ["asker"]);
    else end(story, "offer_expired", "offer_expired");
  },
  choose(story, pick) {
    story.status = "booked";
    if (story.opening) story.heldTimes = [heldTime(pick % 9, story.startsAt)];
    const chosen = story.heldTimes[pick % story.heldTimes.length]!;
    story.heldTimes = story.heldTimes.map((time) => ({
      ...time,
      state: time === chosen ? "chosen" : "released",
    }));
    giveTime(story, chosen.startsAt);
    queue(story, "invitation");
  },
  withdraw: (story) => end(story, "offer_withdrawn", "offer_withdrawn"),
  move(story, pick) {
    giveTime(story, new Date(story.now + (1 + (pick % 9)) * DAY_MS));
    queue(story, "moved");
  },
  swap(story) {
    queue(story, "cancellation", [askedIn(story)]);
    story.swaps += 1;
    const kinds = { draft: "confirmation_request", offered: "offer" } as const;
    const kind = story.status === "draft" || story.status === "offered" ? kinds[story.status] : "invitation";
    queue(story, kind, [askedIn(story)]);
  },
  invite(story) {
    const leaving = guestOf(story);
    story.guests += 1;
    queue(story, "cancellation", leaving);
    queue(story, "invitation", guestOf(story));
  },
  cancel: (story) => end(story, "individual", "cancellation"),
  answer: () => undefined,
  enter: () => undefined,
  extend(story) {
    story.endsAt = new Date(story.endsAt.getTime() + HOUR_MS / 4);
  },
  close(story, pick) {
    story.status = pick % 2 ? "held" : "not_held";
  },
};

/** One of the waiting messages is sent, or found not to be true any more. */
function send(story: Story, pick: number): void {
  const waiting = story.messages.filter(({ state }) => state === "queued");
  const message = waiting[pick % waiting.length];
  if (!message) return;
  const others = story.messages
    .filter((other) => other !== message && other.to === message.to)
    .map(({ kind, state }) => ({ kind, state, mayHaveArrived: false }));
  const hasLeft = !everybody(story).includes(message.to);
  const { kind, timeVersion } = message;
  const decision = decideMessage(
    { kind, timeVersion, meeting: story, hasLeft, isWithdrawn: false, answer: "needs-action", others },
    new Date(story.now),
  );
  expect(decision.action, "only a worker that is at it makes others wait").not.toBe("wait");
  message.state = decision.action === "send" ? "handed_over" : "superseded";
  if (decision.action !== "send") return;
  expectWorthSaying(story, message, decision.kind, hasLeft);
  message.said = decision.kind;
}

function expectWorthSaying(story: Story, message: Message, says: MessageKind, hasLeft: boolean): void {
  const heard = story.messages.filter(({ to }) => to === message.to).flatMap(({ said }) => said ?? []);
  const wasInvited = heard.includes("invitation");
  if (message.to === "individual") expect(story.wasConfirmed, "nothing before both agree").toBe(true);
  if (says === "invitation" || says === "moved") {
    expect(message.timeVersion, "no word of a stale time").toBe(story.timeVersion);
    expect(story.status).toBe("booked");
    expect(story.now, "no invitation to what has begun").toBeLessThan(story.startsAt.getTime());
    expect(says === "moved", "who was never invited is invited").toBe(wasInvited);
  }
  if (says === "cancellation") {
    expect(story.status === "cancelled" || hasLeft).toBe(true);
    const heardOfIt = heard.includes("offer") || heard.includes("confirmation_request");
    expect(wasInvited || heardOfIt, "who never heard of it isn't told it is off").toBe(true);
  }
  if (says === "offer") expect(story.status).toBe("offered");
  if (says === "confirmation_request") expect(story.status).toBe("draft");
}

/** What is taken is what is booked for good, or held until the deadline; of what is yet to be picked nothing. */
function expectTimesTaken(story: Story): void {
  if (story.status === "cancelled") return;
  const taken = timesOf(story);
  const { opening, startsAt, heldTimes } = story;
  if (story.status !== "draft" && story.status !== "offered")
    expect(taken, "one active time").toMatchObject([{ startAt: startsAt, expiresAt: undefined }]);
  else {
    const held = opening ? [] : heldTimes.length > 0 ? heldTimes.map((time) => time.startsAt) : [startsAt];
    const expiresAt = story.status === "draft" ? story.confirmBy : story.answerBy;
    expect(taken.map((time) => ({ at: time.startAt, expiresAt: time.expiresAt }))).toEqual(
      held.map((at) => ({ at, expiresAt })),
    );
  }
}

function take(story: Story, { command, hours, pick }: Step): boolean {
  story.now += hours * HOUR_MS;
  if (command === "send") {
    send(story, pick);
    return false;
  }
  if (!allows(story, command, new Date(story.now))) return false;
  const before = { ...story };
  EFFECTS[command](story, pick);
  story.revision += 1;
  expectTimesTaken(story);
  expect(story.timeVersion - before.timeVersion).toBe(["choose", "move"].includes(command) ? 1 : 0);
  expect(before.status, "nothing becomes of what is cancelled").not.toBe("cancelled");
  if (["held", "not_held"].includes(before.status)) expect(["held", "not_held"]).toContain(story.status);
  if (story.status === "draft") expect(before.status).toBe("draft");
  return true;
}

const plans = fc.record<Plan>({
  needsWord: fc.boolean(),
  way: fc.constantFrom("fixed", "offer", "opening"),
});
const steps = fc.array(
  fc.record<Step>({
    command: fc.constantFrom(...MEETING_COMMANDS, "send", "send", "send", "send"),
    hours: fc.constantFrom(0, 0, 0, 1, 20, 71, 100),
    pick: fc.nat(30),
  }),
  { minLength: 1, maxLength: 25 },
);

test(
  `${SEQUENCES} random lives of a meeting: counters rise, ends are ends, and nobody is told what isn't true for them`,
  { timeout: 120_000 },
  () => {
    const reached: Record<string, number> = {};
    fc.assert(
      fc.property(plans, steps, (plan, life) => {
        const story = begin(plan);
        expectTimesTaken(story);
        for (const step of life) {
          if (!take(story, step)) continue;
          const what = plan.way === "opening" && step.command === "choose" ? "pick" : step.command;
          reached[what] = (reached[what] ?? 0) + 1;
        }
        for (const _ of story.messages) send(story, 0);
        expect(story.messages.filter(({ state }) => state === "queued")).toEqual([]);
      }),
      { numRuns: SEQUENCES },
    );
    expect(Object.keys(reached).sort(), "every command was possible some time").toEqual(
      [...MEETING_COMMANDS, "pick"].sort(),
    );
  },
);
