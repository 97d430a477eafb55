import { sql } from "kysely";
import { expect, test } from "vitest";
import { individualOf } from "../../../server/meetings/meeting-participants.ts";
import type { MeetingRecord } from "../../../server/meetings/meeting-record.ts";
import {
  bookSampleMeeting,
  cancelSampleMeeting,
  moveSampleMeeting,
  staffActor,
} from "../../support/booked-meeting.ts";
import { openPostRoom, type PostRoom } from "../../support/post-room.ts";
import { eventually } from "../../support/eventually.ts";

const NOW = "2026-03-02T08:00:00Z";
const FIRST_TIME = new Date("2026-03-18T09:00:00Z");
const NEW_TIME = new Date("2026-03-19T12:00:00Z");
const INDIVIDUAL = "individual-0@example.test";
const LEASE_SECONDS = 60;

const INVITED = "Du har fått en tid för ett möte";
const MOVED = "Ditt möte har ändrats";
const CANCELLED = "Ditt möte är avbokat";

async function openWithMeeting(): Promise<PostRoom & { meeting: MeetingRecord }> {
  const room = await openPostRoom(NOW);
  return { ...room, meeting: await bookSampleMeeting(room.samtid, room.people, { startAt: FIRST_TIME }) };
}

/** What the individual's mails say, oldest first. */
async function told(room: PostRoom) {
  const mails = await room.mailsTo(INDIVIDUAL);
  return mails.map(({ subject, calendar }) => ({
    subject,
    method: calendar?.method,
    startsAt: /^DTSTART:(.+)$/m.exec(calendar?.content ?? "")?.[1]?.trim(),
  }));
}
const FIRST = { method: "REQUEST", startsAt: "20260318T090000Z" };
const NEW = { method: "REQUEST", startsAt: "20260319T120000Z" };

const individualsMessages = ({ messagesOf }: PostRoom, meeting: MeetingRecord) =>
  messagesOf({ meetingId: meeting.id, participantId: individualOf(meeting).id });
const statesOf = async (room: PostRoom, meeting: MeetingRecord) =>
  (await individualsMessages(room, meeting)).map(({ kind, state }) => `${kind} ${state}`).sort();

test("a booking that is sent twice, and by several workers at once: everyone is told once", async () => {
  const room = await openWithMeeting();
  const { repositories } = room.samtid;
  const due = await repositories.messages.listDue(room.clock.now(), 10);
  await Promise.all([...due, ...due, ...due].map(({ id }) => room.sendMessage(id)));
  await room.sendDue();
  expect(room.smtp.received.map(({ to }) => to).sort()).toEqual([
    "af-0@example.test",
    "fk-0@example.test",
    INDIVIDUAL,
  ]);
});

test("a move committed while the invitations wait: the old time is never sent, and people are invited, not told of a move", async () => {
  const room = await openWithMeeting();
  await moveSampleMeeting(room.samtid, room.people, { id: room.meeting.id, startAt: NEW_TIME });
  await room.sendDue();

  expect(await told(room)).toEqual([{ subject: INVITED, ...NEW }]);
  expect(room.smtp.received).toHaveLength(3);
  expect(await statesOf(room, room.meeting)).toEqual(["invitation superseded", "moved handed_over"]);
});

test("a move after people were told: they are told of the move", async () => {
  const room = await openWithMeeting();
  await room.sendDue();
  await moveSampleMeeting(room.samtid, room.people, { id: room.meeting.id, startAt: NEW_TIME });
  await room.sendDue();
  expect(await told(room)).toEqual([
    { subject: INVITED, ...FIRST },
    { subject: MOVED, ...NEW },
  ]);
});

test("a meeting cancelled before anyone was told of it: nothing is sent", async () => {
  const room = await openWithMeeting();
  await cancelSampleMeeting(room.samtid, room.people, room.meeting.id);
  await room.sendDue();
  expect(room.smtp.received).toEqual([]);
  expect(await statesOf(room, room.meeting)).toEqual(["cancellation superseded", "invitation superseded"]);
});

test("a meeting cancelled after people were told: they are told that it is cancelled", async () => {
  const room = await openWithMeeting();
  await room.sendDue();
  await cancelSampleMeeting(room.samtid, room.people, room.meeting.id);
  await room.sendDue();
  expect(await told(room)).toEqual([
    { subject: INVITED, ...FIRST },
    { subject: CANCELLED, ...FIRST, method: "CANCEL" },
  ]);
});

test("a move that comes while an invitation is being sent: it waits, so nothing untrue is sent after it", async () => {
  const room = await openWithMeeting();
  const [invitation] = await individualsMessages(room, room.meeting);
  room.smtp.behave({ recipient: "hold" });
  const sending = room.sendMessage(invitation!.id);
  await eventually(() => expect(room.smtp.held).toBe(1));
  const moving = moveSampleMeeting(room.samtid, room.people, { id: room.meeting.id, startAt: NEW_TIME });
  await eventually(async () => expect(await waitingForLocks(room)).toBe(1));

  room.smtp.behave({});
  room.smtp.release();
  await Promise.all([sending, moving]);
  await room.sendDue();
  expect(await told(room)).toEqual([
    { subject: INVITED, ...FIRST },
    { subject: MOVED, ...NEW },
  ]);
});

async function waitingForLocks({ samtid }: PostRoom): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`.execute(samtid.database.query());
  return rows[0]!.count;
}

test("a worker that dies while it sends an invitation, and a cancellation before the lease ends: the cancellation is sent", async () => {
  const room = await openWithMeeting();
  await dieWhileSendingInvitation(room);
  await cancelSampleMeeting(room.samtid, room.people, room.meeting.id);
  await room.sendDue();
  room.passSeconds(LEASE_SECONDS);
  await room.sendDue();
  room.passSeconds(10);
  await room.sendDue();
  expect(await told(room)).toEqual([{ subject: CANCELLED, ...FIRST, method: "CANCEL" }]);
});

test("a worker that dies while it sends an invitation, and a move before the lease ends: the move is sent", async () => {
  const room = await openWithMeeting();
  await dieWhileSendingInvitation(room);
  await moveSampleMeeting(room.samtid, room.people, { id: room.meeting.id, startAt: NEW_TIME });
  await room.sendDue();
  room.passSeconds(LEASE_SECONDS);
  await room.sendDue();
  room.passSeconds(10);
  await room.sendDue();
  expect(await told(room)).toEqual([{ subject: MOVED, ...NEW }]);
});

/** Nobody knows whether the mail arrived: the worker took it on and was not heard of again. */
async function dieWhileSendingInvitation(room: PostRoom & { meeting: MeetingRecord }): Promise<void> {
  const [invitation] = await individualsMessages(room, room.meeting);
  const at = room.clock.now();
  const leaseUntil = new Date(at.getTime() + LEASE_SECONDS * 1_000);
  await room.samtid.repositories.messages.claim(invitation!.id, at, leaseUntil);
}

test("a move while a worker has an invitation but has not sent it: people are invited to the new time", async () => {
  const room = await openWithMeeting();
  const [invitation] = await individualsMessages(room, room.meeting);
  const begun = gate();
  const proceed = gate();
  const slowWorker = room.createSender({
    transaction: async (work) => {
      begun.open();
      await proceed.opened;
      return room.samtid.database.transaction(work);
    },
  });
  const sending = slowWorker(invitation!.id);
  await begun.opened;
  await moveSampleMeeting(room.samtid, room.people, { id: room.meeting.id, startAt: NEW_TIME });
  await room.sendDue();
  expect(await told(room)).toEqual([]);

  proceed.open();
  await sending;
  room.passSeconds(10);
  await room.sendDue();
  expect(await told(room)).toEqual([{ subject: INVITED, ...NEW }]);
});

function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open, opened };
}

test("an address the mail server refuses: the message is not tried again, and the handläggare sees it", async () => {
  const room = await openWithMeeting();
  room.smtp.behave({ recipient: "550 5.1.1 no such user" });
  await room.sendDue();
  room.smtp.behave({});
  room.passSeconds(24 * 3_600);
  await room.sendDue();

  expect(room.smtp.received).toEqual([]);
  const reader = await staffActor(room.samtid, room.people);
  const { messages } = await room.samtid.readMeetings.read(reader, room.meeting.id);
  expect(messages).toHaveLength(3);
  for (const message of messages)
    expect(message).toMatchObject({ state: "failed", failure: "refused", attempts: 1 });
});

test("a mail server that can't take the message now: it waits longer each time, and then goes out once", async () => {
  const room = await openWithMeeting();
  room.smtp.behave({ mail: "451 4.3.0 try again later" });
  const delays: number[] = [];
  for (let attempt = 1; attempt <= 3; attempt++) {
    await room.sendDue();
    const [message] = await individualsMessages(room, room.meeting);
    expect(message).toMatchObject({ state: "queued", failure: "unreachable", attempts: attempt });
    delays.push(await secondsToWait(room));
    room.passSeconds(delays.at(-1)! - 1);
    await room.sendDue();
    expect((await individualsMessages(room, room.meeting))[0]!.attempts).toBe(attempt);
    room.passSeconds(1);
  }
  expect(delays).toEqual([5, 10, 20]);

  room.smtp.behave({});
  await room.sendDue();
  expect(await told(room)).toEqual([{ subject: INVITED, ...FIRST }]);
  expect(await statesOf(room, room.meeting)).toEqual(["invitation handed_over"]);
});

async function secondsToWait({ samtid, clock }: PostRoom): Promise<number> {
  const { rows } = await sql<{ until: Date }>`
    select min(not_before) as until from message where state = 'queued'`.execute(samtid.database.query());
  return (rows[0]!.until.getTime() - clock.now().getTime()) / 1_000;
}

test("a connection lost after the body was sent: it is sent again when the lease ends, as the same message", async () => {
  const room = await openWithMeeting();
  room.smtp.behave({ body: "drop" });
  await room.sendDue();
  expect(await statesOf(room, room.meeting)).toEqual(["invitation sending"]);

  room.smtp.behave({});
  await room.sendDue();
  expect(await told(room)).toHaveLength(1);
  room.passSeconds(LEASE_SECONDS);
  await room.sendDue();
  expect(await told(room)).toHaveLength(2);
  const mails = await room.mailsTo(INDIVIDUAL);
  expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(1);
  expect(await statesOf(room, room.meeting)).toEqual(["invitation handed_over"]);
});

test("a person with protected identity: nothing is mailed to them, somebody is to call", async () => {
  const room = await openPostRoom(NOW);
  await sql`update individual set protection = 'sekretessmarkering'`.execute(room.samtid.database.query());
  await sql`insert into case_assignment (case_id, handlaggare_id) values (${room.people.cases[0]!}, ${room.people.fk[0]!})`.execute(
    room.samtid.database.query(),
  );
  const meeting = await bookSampleMeeting(room.samtid, room.people, { startAt: FIRST_TIME });
  await room.sendDue();
  expect(await told(room)).toEqual([]);
  expect(room.smtp.received).toHaveLength(2);
  expect(await statesOf(room, meeting)).toEqual(["invitation to_do"]);
});
