import { expect, test } from "vitest";
import type { MessageRecord } from "../../../server/invitations/messages.repository.ts";
import { presentReminders, type ReminderFacts } from "../../../server/invitations/reminder-plan.ts";
import type { MeetingRecord, ParticipantRecord } from "../../../server/meetings/meeting-record.ts";
import { externalRecord, meetingRecord } from "../../support/sample-record.ts";

/** Tuesday the 17th at ten, decided two weeks before. */
const NOW = new Date("2026-03-03T09:00:00Z");
const MOMENTS = ["2026-03-10T08:00:00.000Z", "2026-03-16T08:00:00.000Z", "2026-03-17T08:00:00.000Z"];
const KINDS = ["reminder_week", "reminder_day", "reminder_hour"] as const;
const base = meetingRecord(externalRecord("tolk"), { mode: "video", place: null });
const individual = base.participants[0]!;
const told = message({ kind: "invitation" });

function message(more: Partial<MessageRecord>): MessageRecord {
  return {
    id: more.id ?? `${more.kind} ${more.channel ?? "email"}`,
    participantId: individual.id,
    kind: "invitation",
    channel: "email",
    state: "handed_over",
    timeVersion: 1,
    queuedAt: NOW,
    changedAt: NOW,
    attempts: 1,
    failure: null,
    progress: { handedOverAt: NOW, deliveredAt: null, bouncedAt: null, openedAt: null },
    ...more,
  };
}

interface Situation extends Partial<Omit<ReminderFacts, "meeting">> {
  readonly meeting?: Partial<MeetingRecord>;
  readonly person?: Partial<ParticipantRecord>;
  readonly others?: readonly ParticipantRecord[];
  readonly now?: Date;
}

const planOf = ({ meeting, person, others = [], now = NOW, ...facts }: Situation) => {
  const participants = [{ ...individual, ...person }, ...base.participants.slice(1), ...others];
  return presentReminders(
    {
      meeting: { ...base, participants, ...meeting },
      messages: [told],
      recalledMessageIds: [],
      withoutLink: [],
      answer: "needs-action",
      ...facts,
    },
    now,
  );
};
const fates = (situation: Situation) => planOf(situation).map(({ state, why }) => why ?? state);

test("a meeting two weeks ahead: three reminders to the individual alone, by e-mail, and by SMS first an hour before", () => {
  const plan = planOf({ person: { phone: "070-174 06 05", channelOrder: ["email", "sms"] } });
  expect(plan).toEqual(
    KINDS.map((kind, index) => ({
      kind,
      participantId: individual.id,
      recipientName: individual.name,
      at: MOMENTS[index],
      insteadOf: null,
      channel: index === 2 ? "sms" : "email",
      state: "planned",
      sentAt: null,
      why: null,
    })),
  );
});

test("a meeting at half past eight: the last reminder is in the evening before, and says when it would have been", () => {
  const [, , last] = planOf({ meeting: { startsAt: new Date("2026-03-17T07:30:00Z") } });
  expect(last).toMatchObject({ at: "2026-03-16T18:00:00.000Z", insteadOf: "2026-03-17T06:30:00.000Z" });
});

test.each([
  {
    what: "is booked five days ahead",
    meeting: { timeSetAt: new Date("2026-03-12T09:00:00Z") },
    all: ["told_late", "planned", "planned"],
  },
  { what: "is declined", answer: "declined" as const, all: ["declined", "declined", "declined"] },
  {
    what: "is with somebody whose messages were recalled",
    withoutLink: [individual.id],
    all: ["recalled", "recalled", "recalled"],
  },
  {
    what: "is with somebody nothing is sent to",
    person: { protection: "sekretessmarkering" as const },
    all: ["protected", "protected", "protected"],
  },
  {
    what: "is with somebody who wants letters",
    person: { channelOrder: ["letter" as const] },
    all: ["no_channel", "no_channel", "no_channel"],
  },
  {
    what: "was told in vain",
    messages: [message({ state: "failed" })],
    all: ["not_told", "not_told", "not_told"],
  },
  { what: "is being told", messages: [message({ state: "queued" })], all: ["planned", "planned", "planned"] },
  {
    what: "was told in vain, but was answered",
    messages: [message({ state: "failed" })],
    answer: "accepted" as const,
    all: ["planned", "planned", "planned"],
  },
  {
    what: "comes with reminders that were never sent",
    now: new Date("2026-03-17T08:30:00Z"),
    all: ["too_late", "too_late", "planned"],
  },
])("a meeting that $what: $all", ({ all, what: _what, ...situation }) => {
  expect(fates(situation)).toEqual(all);
});

test("reminders written: sent with when and by which way, on its way, and failed", () => {
  const handedOverAt = new Date("2026-03-10T08:01:00Z");
  const week = message({
    kind: "reminder_week",
    channel: "sms",
    progress: { ...told.progress, handedOverAt },
  });
  const messages = [
    told,
    message({ kind: "reminder_week", state: "failed" }),
    week,
    message({ kind: "reminder_day", state: "sending" }),
    message({ kind: "reminder_hour", state: "failed" }),
    message({ kind: "reminder_hour", timeVersion: 0, channel: "sms" }),
  ];
  expect(planOf({ messages, now: new Date("2026-03-17T08:10:00Z") })).toMatchObject([
    { state: "sent", channel: "sms", sentAt: handedOverAt.toISOString(), why: null },
    { state: "on_its_way", channel: "email" },
    { state: "not_sent", why: "failed" },
  ]);
});

test("a representative has reminders of their own while the mandate holds, from when it begins", () => {
  const mandate = {
    kind: "god_man",
    covers: "answers",
    phone: null,
    registeredBy: "forsakringskassan",
    isWithdrawn: false,
  } as const;
  const ombud = {
    ...individual,
    id: "30000000-0000-4000-8000-000000000001",
    role: "representative" as const,
    binding: false,
    name: "Gode Man",
    representative: { ...mandate, validFrom: "2026-03-12", validUntil: "2026-03-16" },
  };
  const messages = [told, message({ id: "to ombud", participantId: ombud.id })];
  const own = planOf({ others: [ombud], messages }).filter(({ participantId }) => participantId === ombud.id);
  expect(own.map(({ at, why }) => why ?? at)).toEqual([
    "2026-03-12T07:00:00.000Z",
    "2026-03-16T08:00:00.000Z",
    "mandate",
  ]);
  expect(
    planOf({ others: [ombud], messages, person: { protection: "sekretessmarkering" } }).map(({ why }) => why),
  ).toEqual(Array.from({ length: 6 }, () => "protected"));
});

test.each(["offered", "draft", "cancelled", "held"] as const)("a meeting that is %s: no plan", (status) => {
  expect(planOf({ meeting: { status } })).toEqual([]);
});
