import fc from "fast-check";
import { expect, test } from "vitest";
import type { MessageKind, MessageState } from "../../../server/invitations/invitations.contract.ts";
import { decideMessage } from "../../../server/invitations/message-decision.ts";
import { allows, MEETING_COMMANDS, type MeetingCommand } from "../../../server/meetings/life-cycle.ts";
import type { MeetingStatus } from "../../../server/meetings/meetings.contract.ts";

const SEQUENCES = 10_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const BEGIN = new Date("2026-03-02T08:00:00Z").getTime();

/** The individual, who asks, who is asked, and those who come in the place of the last. */
type Recipient = "individual" | "asker" | `asked-${number}`;
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
  revision: number;
  timeVersion: number;
  swaps: number;
  wasConfirmed: boolean;
  readonly messages: Message[];
}
interface Step {
  readonly command: MeetingCommand | "send";
  readonly hours: number;
  readonly pick: number;
}

const askedIn = (story: Story): Recipient => `asked-${story.swaps}`;
const everybody = (story: Story): Recipient[] => ["individual", "asker", askedIn(story)];

function begin(plan: { needsWord: boolean; severalTimes: boolean }): Story {
  const startsAt = new Date(BEGIN + 10 * DAY_MS);
  const status = plan.needsWord ? "draft" : plan.severalTimes ? "offered" : "booked";
  const story: Story = {
    now: BEGIN,
    status,
    startsAt,
    endsAt: new Date(startsAt.getTime() + HOUR_MS),
    answerBy: plan.severalTimes ? new Date(BEGIN + 7 * DAY_MS) : null,
    confirmBy: plan.needsWord ? new Date(BEGIN + 3 * DAY_MS) : null,
    cancellationReason: null,
    revision: 1,
    timeVersion: 1,
    swaps: 0,
    wasConfirmed: !plan.needsWord,
    messages: [],
  };
  if (status === "draft") queue(story, "confirmation_request", [askedIn(story)]);
  else queue(story, status === "offered" ? "offer" : "invitation");
  return story;
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
    giveTime(story, new Date(story.startsAt.getTime() + (pick % 3) * DAY_MS));
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
    queue(story, "invitation", [askedIn(story)]);
  },
  cancel: (story) => end(story, "individual", "cancellation"),
  answer: () => undefined,
  enter: () => undefined,
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
  const hasLeft = message.to.startsWith("asked") && message.to !== askedIn(story);
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
    expect(wasInvited || heard.includes("offer"), "who never heard of it isn't told it is off").toBe(true);
  }
  if (says === "offer") expect(story.status).toBe("offered");
  if (says === "confirmation_request") expect(story.status).toBe("draft");
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
  expect(story.timeVersion - before.timeVersion).toBe(["choose", "move"].includes(command) ? 1 : 0);
  expect(before.status, "nothing becomes of what is cancelled").not.toBe("cancelled");
  if (["held", "not_held"].includes(before.status)) expect(["held", "not_held"]).toContain(story.status);
  if (story.status === "draft") expect(before.status).toBe("draft");
  return true;
}

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
      fc.property(fc.record({ needsWord: fc.boolean(), severalTimes: fc.boolean() }), steps, (plan, life) => {
        const story = begin(plan);
        for (const step of life)
          if (take(story, step)) reached[step.command] = (reached[step.command] ?? 0) + 1;
        for (const _ of story.messages) send(story, 0);
        expect(story.messages.filter(({ state }) => state === "queued")).toEqual([]);
      }),
      { numRuns: SEQUENCES },
    );
    expect(Object.keys(reached).sort(), "every command was possible some time").toEqual(
      [...MEETING_COMMANDS].sort(),
    );
  },
);
