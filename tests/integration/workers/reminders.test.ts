import { sql } from "kysely";
import { expect, onTestFinished, test } from "vitest";
import { createRelayDueMessages } from "../../../server/invitations/message-relay.ts";
import { individualOf } from "../../../server/meetings/meeting-participants.ts";
import type { MeetingRecord } from "../../../server/meetings/meeting-record.ts";
import { createQueues } from "../../../server/platform/queue/queues.ts";
import {
  bookSampleMeeting,
  cancelSampleMeeting,
  moveSampleMeeting,
  staffActor,
} from "../../support/booked-meeting.ts";
import { openPostRoom, type PostRoom } from "../../support/post-room.ts";

const BOOKED = "2026-03-02T08:00:00Z";
/** Monday the 23rd at ten: reminded on the Monday before, on the Friday, and at nine. */
const STARTS = new Date("2026-03-23T09:00:00Z");
const WEEK_BEFORE = "2026-03-16T08:00:00Z";
const DAY_BEFORE = "2026-03-20T08:00:00Z";
const HOUR_BEFORE = "2026-03-23T08:00:00Z";
const MOMENTS = [WEEK_BEFORE, DAY_BEFORE, HOUR_BEFORE];
const LATER = new Date("2026-04-20T08:00:00Z");

async function openWithMeeting(startAt = STARTS): Promise<PostRoom & { meeting: MeetingRecord }> {
  const room = await openPostRoom(BOOKED);
  const meeting = await bookSampleMeeting(room.samtid, room.people, { startAt });
  await room.sendDue();
  return { ...room, meeting };
}

/** The sweep, some minutes past each moment. */
async function passMoments(room: PostRoom, moments: readonly string[] = MOMENTS): Promise<void> {
  for (const moment of moments) {
    room.setTime(moment);
    room.passSeconds(300);
    await room.samtid.planReminders();
    await room.sendDue();
  }
}

async function reminders(room: PostRoom & { meeting: MeetingRecord }) {
  const participantId = individualOf(room.meeting).id;
  const all = await room.messagesOf({ meetingId: room.meeting.id, participantId });
  return all.filter(({ kind }) => kind.startsWith("reminder_")).map(({ kind, state }) => `${kind} ${state}`);
}

const mailCount = async (room: PostRoom) => (await room.mailsTo("individual-0@example.test")).length;

test("a meeting that stays as it is: the individual is reminded once a week, a working day and an hour before", async () => {
  const room = await openWithMeeting();
  await passMoments(room);
  expect(await reminders(room)).toEqual([
    "reminder_week handed_over",
    "reminder_day handed_over",
    "reminder_hour handed_over",
  ]);
  const [invitation, ...mails] = await room.mailsTo("individual-0@example.test");
  expect(invitation!.calendar).toBeDefined();
  expect(mails.map(({ calendar }) => calendar)).toEqual([undefined, undefined, undefined]);
});

test("a moment before each reminder is due: nothing is written", async () => {
  const room = await openWithMeeting();
  for (const moment of MOMENTS) {
    room.setTime(moment);
    room.passSeconds(-1);
    const before = await reminders(room);
    await room.samtid.planReminders();
    expect(await reminders(room)).toEqual(before);
    await passMoments(room, [moment]);
  }
  expect(await reminders(room)).toHaveLength(3);
});

test("several processes that sweep at once, again and again: each reminder is written and sent once", async () => {
  const room = await openWithMeeting();
  room.setTime(WEEK_BEFORE);
  for (let round = 0; round < 3; round++) {
    await Promise.all(Array.from({ length: 5 }, () => room.samtid.planReminders()));
    await room.sendDue();
  }
  expect(await reminders(room)).toEqual(["reminder_week handed_over"]);
  expect(await mailCount(room)).toBe(2);
});

test("both agencies' handläggare see the same plan, and each of its reminders goes to the person once, as planned", async () => {
  const room = await openWithMeeting();
  const { samtid, people, meeting } = room;
  const plans = async () => {
    const fk = await staffActor(samtid, people);
    const af = { ...fk, personId: people.af[0]!, organisationId: "arbetsformedlingen" as const };
    const seen = await Promise.all([fk, af].map((actor) => samtid.readMeetings.read(actor, meeting.id)));
    return seen.map(({ reminders: plan }) => plan);
  };
  const [planned, planOfAf] = await plans();
  expect(planOfAf).toEqual(planned);
  expect(planned!.map(({ state, at }) => `${state} ${at}`)).toEqual(
    MOMENTS.map((moment) => `planned ${new Date(moment).toISOString()}`),
  );
  for (const { at } of planned!) {
    await passMoments(room, [at]);
    // Whoever else sweeps: the other agency's process, or the same one again.
    await Promise.all([samtid.planReminders(), samtid.planReminders()]);
    await room.sendDue();
  }
  const [after, ofAf] = await plans();
  expect(ofAf).toEqual(after);
  expect(after!.map(({ state }) => state)).toEqual(["sent", "sent", "sent"]);
  expect(await mailCount(room)).toBe(1 + MOMENTS.length);
});

test("the way to reach the person changes after a reminder: it isn't sent once more by the other way", async () => {
  const room = await openWithMeeting();
  await passMoments(room, [WEEK_BEFORE]);
  await sql`update individual set phone = '070-174 06 05', channel_order = '{sms,email}'
    where email = 'individual-0@example.test'`.execute(room.samtid.database.query());
  await passMoments(room, [WEEK_BEFORE]);
  expect(await reminders(room)).toEqual(["reminder_week handed_over"]);
  await passMoments(room, [DAY_BEFORE]);
  const { id: participantId } = individualOf(room.meeting);
  const sent = await room.messagesOf({ meetingId: room.meeting.id, participantId });
  expect(sent.at(-1)).toMatchObject({ kind: "reminder_day", channel: "sms" });
});

test("booked late: what tells of the time is the reminder for the moments that are gone, and the later ones come", async () => {
  const room = await openPostRoom("2026-03-16T08:30:00Z");
  const meeting = await bookSampleMeeting(room.samtid, room.people, { startAt: STARTS });
  await room.sendDue();
  await room.samtid.planReminders();
  await room.sendDue();
  expect(await reminders({ ...room, meeting })).toEqual([]);
  expect(await mailCount(room)).toBe(1);
  const { reminders: plan } = await room.samtid.readMeetings.read(
    await staffActor(room.samtid, room.people),
    meeting.id,
  );
  expect(plan.map(({ state, why }) => why ?? state)).toEqual(["told_late", "planned", "planned"]);
  await passMoments(room, [DAY_BEFORE, HOUR_BEFORE]);
  expect(await reminders({ ...room, meeting })).toEqual([
    "reminder_day handed_over",
    "reminder_hour handed_over",
  ]);
});

test("a reminder written but not sent when the meeting is moved: it is not sent, and the new time has its own", async () => {
  const room = await openWithMeeting();
  room.setTime(WEEK_BEFORE);
  await room.samtid.planReminders();
  await moveSampleMeeting(room.samtid, room.people, { id: room.meeting.id, startAt: LATER });
  await passMoments(room);
  expect(await reminders(room)).toEqual(["reminder_week superseded"]);

  await passMoments(room, ["2026-04-13T07:00:00Z", "2026-04-17T07:00:00Z", "2026-04-20T07:00:00Z"]);
  expect((await reminders(room)).filter((reminder) => reminder.endsWith("handed_over"))).toHaveLength(3);
});

test("a reminder written but not sent when the meeting is cancelled: neither it nor a later one is sent", async () => {
  const room = await openWithMeeting();
  room.setTime(WEEK_BEFORE);
  await room.samtid.planReminders();
  await cancelSampleMeeting(room.samtid, room.people, room.meeting.id);
  await passMoments(room);
  expect(await reminders(room)).toEqual(["reminder_week superseded"]);
});

test("someone who has declined is not reminded, and who changes their mind is", async () => {
  const room = await openPostRoom(BOOKED);
  const meeting = await bookSampleMeeting(room.samtid, room.people, {
    startAt: STARTS,
    type: "omstallningsmote",
  });
  await room.sendDue();
  const answer = async (given: "accepted" | "declined") =>
    room.samtid.giveAnswer(
      await staffActor(room.samtid, room.people),
      { meetingId: meeting.id, participantId: individualOf(meeting).id, timeVersion: 1 },
      { answer: given },
    );
  await answer("declined");
  await passMoments(room, [WEEK_BEFORE]);
  expect(await mailCount(room)).toBe(1);
  await answer("accepted");
  await passMoments(room, [DAY_BEFORE]);
  expect(await mailCount(room)).toBe(2);
});

test("a meeting that has begun when the sweep comes back: nobody is reminded of it", async () => {
  const room = await openWithMeeting();
  room.setTime(STARTS.toISOString());
  await room.samtid.planReminders();
  await room.sendDue();
  expect(await reminders(room)).toEqual([]);
});

test("a queue that is emptied with a reminder in it: the sweep puts it back, and it is sent once", async () => {
  const room = await openWithMeeting();
  room.setTime(WEEK_BEFORE);
  await room.samtid.planReminders();
  const { logger, repositories } = room.samtid;
  const queues = await createQueues({ names: ["mail"], databaseUrl: room.databaseUrl, logger });
  onTestFinished(() => queues.close());
  const sweep = createRelayDueMessages({
    messages: repositories.messages,
    enqueue: (_channel, ids) =>
      queues.enqueueAll(
        "mail",
        ids.map((id) => ({ payload: { id }, key: id })),
      ),
    clock: room.clock,
  });
  await sweep();
  await queues.empty("mail");
  await room.samtid.planReminders();
  expect(await queues.counts("mail")).toMatchObject({ waiting: 0 });
  await sweep();
  await sweep();
  expect(await queues.counts("mail")).toMatchObject({ waiting: 1 });

  await queues.startWorker("mail", async (payload) => room.sendMessage((payload as { id: string }).id), {
    concurrency: 2,
  });
  await expect.poll(() => reminders(room)).toEqual(["reminder_week handed_over"]);
  expect(await mailCount(room)).toBe(2);
});
