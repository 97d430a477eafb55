import { sql } from "kysely";
import { expect, test } from "vitest";
import { individualOf } from "../../../server/meetings/meeting-participants.ts";
import type { MeetingRecord } from "../../../server/meetings/meeting-record.ts";
import { bookSampleMeeting, cancelSampleMeeting, staffActor } from "../../support/booked-meeting.ts";
import { openPostRoom, type PostRoom } from "../../support/post-room.ts";

const NOW = "2026-03-02T08:00:00Z";
const START = new Date("2026-03-18T09:00:00Z");
const PAGING = { limit: 20, page: 1 };

async function openWithAdministrator() {
  const room = await openPostRoom(NOW);
  const run = (query: ReturnType<typeof sql>) => query.execute(room.samtid.database.query());
  await run(sql`update handlaggare set is_administrator = true where person_id = ${room.people.fk[0]!}`);
  const administrator = await staffActor(room.samtid, room.people);
  const meeting = await bookSampleMeeting(room.samtid, room.people, { startAt: START });
  const setAside = async () => (await room.samtid.keepSetAside.list(administrator, PAGING)).items;
  return { ...room, run, administrator, meeting, setAside };
}

/** A type of meeting that this version does not know: no text can be made of it. */
async function poison({ run, meeting }: Awaited<ReturnType<typeof openWithAdministrator>>) {
  await run(sql`alter table meeting drop constraint if exists meeting_type`);
  await run(sql`update meeting set type = 'morgondagens' where id = ${meeting.id}`);
  return () => run(sql`update meeting set type = 'gemensam_kartlaggning' where id = ${meeting.id}`);
}

const own = async (room: PostRoom, meeting: MeetingRecord) =>
  (await room.messagesOf({ meetingId: meeting.id, participantId: individualOf(meeting).id }))[0]!;

async function sendForMinutes(room: PostRoom, minutes: number): Promise<void> {
  for (let seconds = 0; seconds < minutes * 60; seconds += 5) {
    await room.sendDue();
    room.passSeconds(5);
  }
}

test("a message that can't be made, beside others: the others go out, it is tried a few times and set aside with its fault", async () => {
  const room = await openWithAdministrator();
  await poison(room);
  const other = await bookSampleMeeting(room.samtid, room.people, { startAt: START, index: 1 });
  await room.sendDue();
  expect(await own(room, room.meeting)).toMatchObject({ state: "queued", failure: "error", attempts: 1 });
  expect(await own(room, other)).toMatchObject({ state: "handed_over" });
  expect(room.smtp.received).toHaveLength(5);

  await sendForMinutes(room, 10);
  expect(await own(room, room.meeting)).toMatchObject({ state: "failed", failure: "error", attempts: 6 });
  expect(await room.setAside()).toMatchObject([
    {
      meetingReference: room.meeting.reference,
      meetingId: room.meeting.id,
      recipientRole: "individual",
      kind: "invitation",
      channel: "email",
      failure: "error",
      error: expect.stringMatching(/^TypeError \(server\/invitations\/[\w-]+\.ts:\d+\)$/),
      attempts: 6,
      obstacle: null,
    },
  ]);
});

test("a message set aside, when the fault is mended and an administrator tries again twice: it goes out once", async () => {
  const room = await openWithAdministrator();
  const mend = await poison(room);
  await sendForMinutes(room, 10);
  const [message] = await room.setAside();
  await mend();
  await room.samtid.keepSetAside.retry(room.administrator, message!.id);
  await room.samtid.keepSetAside.retry(room.administrator, message!.id);
  await room.sendDue();
  await room.samtid.keepSetAside.retry(room.administrator, message!.id);
  await room.sendDue();

  expect(await room.mailsTo("individual-0@example.test")).toHaveLength(1);
  expect(await own(room, room.meeting)).toMatchObject({ state: "handed_over", failure: null });
  expect(await room.setAside()).toEqual([]);
});

test("a message set aside that has been passed on to the telephone: is shown so, and can't be tried again", async () => {
  const room = await openWithAdministrator();
  await poison(room);
  await sendForMinutes(room, 10);
  await room.samtid.passOnMessages();
  const [message] = await room.setAside();
  expect(message).toMatchObject({ obstacle: "passed_on", passedOnTo: "telephone" });
  await expect(room.samtid.keepSetAside.retry(room.administrator, message!.id)).rejects.toMatchObject({
    code: "wrong_state",
  });
  expect(await own(room, room.meeting)).toMatchObject({ state: "failed" });
});

test("a mail server that is away until the meeting: nothing is tried once it is too late, and the last failure is shown", async () => {
  const room = await openWithAdministrator();
  await room.sendDue();
  room.setTime("2026-03-18T08:00:00Z");
  room.smtp.behave({ mail: "451 4.3.0 try again later" });
  await cancelSampleMeeting(room.samtid, room.people, room.meeting.id);
  await sendForMinutes(room, 90);

  const { rows } = await sql<{ state: string; failure: string; error: string; at: Date }>`
    select state, failure, error, changed_at as at from message where kind = 'cancellation'`.execute(
    room.samtid.database.query(),
  );
  expect(rows).toHaveLength(3);
  for (const row of rows) {
    expect(row).toMatchObject({
      state: "failed",
      failure: "unreachable",
      error: "SMTP 451 4.3.0 (MAIL FROM)",
    });
    expect(row.at < START).toBe(true);
  }
});
