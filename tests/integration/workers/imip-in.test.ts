import { sql } from "kysely";
import { createTransport } from "nodemailer";
import { expect, onTestFinished, test } from "vitest";
import { moveSampleMeeting, cancelSampleMeeting, staffActor } from "../../support/booked-meeting.ts";
import { INDIVIDUAL, openMailInRoom, organizerIn, type MailInRoom } from "../../support/mail-in-room.ts";

const COMMENT = "Jag har ont i ryggen och orkar inte";
const TAKEN = { code: 250, text: "" };

/** The log has ids and a reason, and nothing that anybody has written or that tells who they are. */
function expectNoPersonalData({ log }: MailInRoom): void {
  expect(log.length).toBeGreaterThan(0);
  expect(log.join()).not.toMatch(/@|example|Individ|ryggen|svar\+|studs\+|BEGIN:/);
}

async function expectUnanswered(room: MailInRoom, reason: string): Promise<void> {
  expect(await room.shown()).toMatchObject({ answer: { status: "needs-action" }, unverifiedReply: null });
  expect(room.lastReason()).toBe(reason);
  expectNoPersonalData(room);
}

test.each(["accepted", "tentative"] as const)(
  "a REPLY that says %s, by python3-icalendar over smtplib: it is the individual's answer, via the calendar",
  async (said) => {
    const room = await openMailInRoom();
    expect(await room.answer({ said, comment: COMMENT })).toEqual(TAKEN);
    expect(await room.shown()).toMatchObject({
      answer: {
        status: said,
        channel: "calendar",
        otherTimeWish: null,
        comment: COMMENT,
        recordedByName: null,
      },
      unverifiedReply: null,
    });
    expect(room.log).toHaveLength(1);
    expect(JSON.parse(room.log[0]!)).toMatchObject({
      participantId: room.individual.id,
      meetingId: room.meeting.id,
      outcome: "answered",
    });
    expectNoPersonalData(room);
  },
);

test("DECLINED to a meeting that is offered: declined; to one that is not: a wish for another time", async () => {
  const offered = await openMailInRoom({ type: "omstallningsmote" });
  await offered.answer({ said: "declined", comment: COMMENT });
  expect((await offered.shown()).answer).toMatchObject({
    status: "declined",
    otherTimeWish: null,
    comment: COMMENT,
  });

  const summoned = await openMailInRoom();
  await summoned.answer({ said: "declined", comment: COMMENT });
  expect((await summoned.shown()).answer).toMatchObject({
    status: "tentative",
    channel: "calendar",
    otherTimeWish: { weekdays: [], partsOfDay: [], earliestOn: null, text: COMMENT },
    comment: null,
  });
});

test("a COUNTER: a wish for such a time, which the next search goes by; the meeting stays where it is", async () => {
  const room = await openMailInRoom();
  const before = await room.read();
  expect(await room.answer({ said: "counter", startsAt: "2026-03-20T13:00:00Z", comment: COMMENT })).toEqual(
    TAKEN,
  );
  expect((await room.shown()).answer).toMatchObject({
    status: "tentative",
    channel: "calendar",
    otherTimeWish: {
      weekdays: [5],
      partsOfDay: ["afternoon"],
      earliestOn: "2026-03-20",
      text: COMMENT,
      proposedTime: { startAt: "2026-03-20T13:00:00.000Z", endAt: "2026-03-20T14:00:00.000Z" },
    },
  });
  const { startAt, endAt, timeVersion } = await room.read();
  expect({ startAt, endAt, timeVersion }).toEqual({
    startAt: before.startAt,
    endAt: before.endAt,
    timeVersion: before.timeVersion,
  });
  const { rows } = await sql`select weekdays, parts_of_day, earliest_on from individual_preference`.execute(
    room.samtid.database.query(),
  );
  expect(rows).toEqual([{ weekdays: [5], parts_of_day: ["afternoon"], earliest_on: "2026-03-20" }]);
  expectNoPersonalData(room);
});

test("an answer changed and changed back: the latest counts, and all are kept", async () => {
  const room = await openMailInRoom();
  for (const said of ["accepted", "tentative", "accepted"] as const) await room.answer({ said });
  expect((await room.shown()).answer.status).toBe("accepted");
  const { rows } = await sql`select status from answer order by id`.execute(room.samtid.database.query());
  expect(rows).toEqual([{ status: "accepted" }, { status: "tentative" }, { status: "accepted" }]);
});

test("an answer from a handläggare's own calendar: theirs", async () => {
  const room = await openMailInRoom();
  const colleague = room.meeting.participants.find(({ email }) => email === "af-0@example.test")!;
  await room.answer({ said: "accepted" }, "af-0@example.test");
  expect((await room.shown(colleague.id)).answer).toMatchObject({ status: "accepted", channel: "calendar" });
  expect((await room.shown()).answer.status).toBe("needs-action");
});

test("the same mail in three copies: one answer, and each copy is acknowledged", async () => {
  const room = await openMailInRoom();
  const stampedAt = room.clock.now().toISOString();
  for (let copy = 0; copy < 3; copy++)
    expect(await room.answer({ said: "accepted", stampedAt })).toEqual(TAKEN);
  const { rows } = await sql`select 1 from answer`.execute(room.samtid.database.query());
  expect(rows).toHaveLength(1);
  expect(room.lastReason()).toBe("replayed");
});

test("two copies that arrive at once: one answer", async () => {
  const room = await openMailInRoom();
  const stampedAt = room.clock.now().toISOString();
  const both = await Promise.all([
    room.answer({ said: "accepted", stampedAt }),
    room.answer({ said: "accepted", stampedAt }),
  ]);
  expect(both).toEqual([TAKEN, TAKEN]);
  const { rows } = await sql`select 1 from answer`.execute(room.samtid.database.query());
  expect(rows).toHaveLength(1);
});

test("replayed: an earlier yes sent again after a later wish changes nothing", async () => {
  const room = await openMailInRoom();
  const stampedAt = room.clock.now().toISOString();
  await room.answer({ said: "accepted", stampedAt });
  await room.answer({ said: "declined" });
  expect(await room.answer({ said: "accepted", stampedAt })).toEqual(TAKEN);
  expect((await room.shown()).answer.status).toBe("tentative");
  expect(room.lastReason()).toBe("replayed");
  expectNoPersonalData(room);
});

test("stale: a yes to the old time after a move is no answer to the new one", async () => {
  const room = await openMailInRoom();
  const request = await room.invitation();
  await moveSampleMeeting(room.samtid, room.people, {
    id: room.meeting.id,
    startAt: new Date("2026-03-19T12:00:00Z"),
  });
  await room.sendDue();
  expect(await room.answer({ said: "accepted", sequence: 0 })).toEqual(TAKEN);
  await expectUnanswered(room, "stale");
  expect(await room.invitation()).not.toBe(request);

  expect(await room.answer({ said: "accepted" })).toEqual(TAKEN);
  expect((await room.shown()).answer.status).toBe("accepted");
});

test("a SEQUENCE that was never sent: no answer", async () => {
  const room = await openMailInRoom();
  expect(await room.answer({ said: "accepted", sequence: 7 })).toEqual(TAKEN);
  await expectUnanswered(room, "unknown_sequence");
});

test("forged: with another meeting's UID, no answer", async () => {
  const room = await openMailInRoom();
  const { uid } = room.meeting.participants.find(({ role }) => role === "handlaggare")!;
  expect(await room.answer({ said: "accepted", uid, comment: COMMENT })).toEqual(TAKEN);
  await expectUnanswered(room, "wrong_uid");
});

test("forged: to an address with one letter of the signature changed, refused before the mail is sent", async () => {
  const room = await openMailInRoom();
  const address = organizerIn(await room.invitation());
  const recipient = address.replace(/(.)@/, (_, letter: string) => `${letter === "a" ? "b" : "a"}@`);
  expect(await room.answer({ said: "accepted", recipient })).toEqual({
    code: 550,
    text: "5.1.1 No such address",
  });
  await expectUnanswered(room, "unknown_recipient");
});

test("wrong recipient: one of nobody's, refused; another participant's own, no answer", async () => {
  const room = await openMailInRoom();
  expect((await room.answer({ said: "accepted", recipient: "samtid@example.test" })).code).toBe(550);
  await expectUnanswered(room, "unknown_recipient");

  const recipient = organizerIn(await room.invitation("af-0@example.test"));
  expect(await room.answer({ said: "accepted", recipient })).toEqual(TAKEN);
  await expectUnanswered(room, "wrong_uid");
});

test("oversized, by what it announces or by what comes: refused with 552, and no answer", async () => {
  const room = await openMailInRoom();
  const comment = "x".repeat(513 * 1024);
  expect(await room.answer({ said: "accepted", comment })).toMatchObject({ code: 552 });
  await expectUnanswered(room, "too_large");
});

test("stamped a year ahead or before the invitation: refused, so that a wrong clock is noticed and bars nothing later", async () => {
  const room = await openMailInRoom();
  for (const stampedAt of ["2027-03-02T08:00:00Z", "2025-03-02T08:00:00Z"])
    expect((await room.answer({ said: "accepted", stampedAt })).code).toBe(550);
  await expectUnanswered(room, "stamped_oddly");
  await room.answer({ said: "accepted" });
  expect((await room.shown()).answer.status).toBe("accepted");
});

test("after the meeting has begun, or was cancelled: nothing to answer, and nobody is bothered with a bounce", async () => {
  const begun = await openMailInRoom();
  begun.setTime("2026-03-18T09:00:00Z");
  expect(await begun.answer({ said: "accepted" })).toEqual(TAKEN);
  await expectUnanswered(begun, "too_late");

  const cancelled = await openMailInRoom();
  await cancelSampleMeeting(cancelled.samtid, cancelled.people, cancelled.meeting.id);
  expect(await cancelled.answer({ said: "accepted", sequence: 1 })).toEqual(TAKEN);
  await expectUnanswered(cancelled, "too_late");
});

test("from another address than the participant's: shown as not verified, without effect, until a handläggare confirms it", async () => {
  const room = await openMailInRoom();
  const sender = "nagon.annan@example.test";
  expect(await room.answer({ said: "declined", comment: COMMENT, sender, envelopeFrom: sender })).toEqual(
    TAKEN,
  );
  const waiting = await room.shown();
  expect(waiting).toMatchObject({
    answer: { status: "needs-action" },
    unverifiedReply: { status: "tentative", otherTimeWish: { text: COMMENT }, comment: null },
  });
  expect((await room.read()).history.at(-1)!.kind).toBe("unverified_reply");
  expectNoPersonalData(room);

  const actor = await staffActor(room.samtid, room.people);
  const reply = { meetingId: room.meeting.id, replyId: waiting.unverifiedReply!.id };
  await room.samtid.confirmReply(actor, reply);
  await room.samtid.confirmReply(actor, reply);
  expect(await room.shown()).toMatchObject({
    answer: {
      status: "tentative",
      channel: "telephone",
      recordedByName: "FK Handläggare 0",
      otherTimeWish: { text: COMMENT },
    },
    unverifiedReply: null,
  });
  const { rows } = await sql`select 1 from answer`.execute(room.samtid.database.query());
  expect(rows).toHaveLength(1);
});

test("an answer that is not verified, and then the person's own or a move: it is not shown any more and can't be confirmed", async () => {
  const room = await openMailInRoom();
  const unverified = () => room.answer({ said: "declined", sender: "other@example.test" });
  const replyId = async () => (await room.shown()).unverifiedReply!.id;
  const actor = await staffActor(room.samtid, room.people);
  const confirm = (id: string) =>
    room.samtid.confirmReply(actor, { meetingId: room.meeting.id, replyId: id });

  await unverified();
  const first = await replyId();
  await room.answer({ said: "accepted" });
  expect(await room.shown()).toMatchObject({ answer: { status: "accepted" }, unverifiedReply: null });
  await expect(confirm(first)).rejects.toMatchObject({ code: "wrong_state" });

  await unverified();
  const second = await replyId();
  await moveSampleMeeting(room.samtid, room.people, {
    id: room.meeting.id,
    startAt: new Date("2026-03-19T12:00:00Z"),
  });
  expect((await room.shown()).unverifiedReply).toBeNull();
  await expect(confirm(second)).rejects.toMatchObject({ code: "wrong_state" });
  const stranger = await staffActor(room.samtid, room.people, 1);
  await expect(
    room.samtid.confirmReply(stranger, { meetingId: room.meeting.id, replyId: second }),
  ).rejects.toMatchObject({ code: "not_found" });
});

test("one that is not verified and stamped late: the person's own answer counts all the same", async () => {
  const room = await openMailInRoom();
  await room.answer({ said: "declined", sender: "other@example.test", stampedAt: "2026-03-03T07:00:00Z" });
  await room.answer({ said: "accepted" });
  expect((await room.shown()).answer.status).toBe("accepted");
});

test("a database that is away: told to try again, and the next try is the answer", async () => {
  const room = await openMailInRoom();
  await sql`alter table answer rename to answer_away`.execute(room.samtid.database.query());
  const stampedAt = room.clock.now().toISOString();
  const first = await room.answer({ said: "accepted", stampedAt, comment: COMMENT });
  expect(first.code).toBe(451);
  expectNoPersonalData(room);
  await sql`alter table answer_away rename to answer`.execute(room.samtid.database.query());
  expect(await room.answer({ said: "accepted", stampedAt })).toEqual(TAKEN);
  expect((await room.shown()).answer.status).toBe("accepted");
});

test("more mails in an hour than anybody sends: later, please; and the hour after, again", async () => {
  const room = await openMailInRoom();
  room.setTime("2026-03-02T09:00:00Z");
  const recipient = organizerIn(await room.invitation());
  const { host, port } = room.mailIn;
  const transport = createTransport({ host, port, ignoreTLS: true, pool: true, maxConnections: 1 });
  onTestFinished(() => transport.close());
  const envelope = { from: INDIVIDUAL, to: recipient };
  const nonsense = () => transport.sendMail({ envelope, raw: "Subject: x\r\n\r\nx\r\n" });
  for (let sent = 0; sent < 30; sent++) await expect(nonsense()).rejects.toMatchObject({ responseCode: 550 });
  expect(room.lastReason()).toBe("no_calendar");
  await expect(nonsense()).rejects.toMatchObject({ responseCode: 450 });
  await expectUnanswered(room, "too_many");
  room.passSeconds(3_600);
  expect(await room.answer({ said: "accepted" })).toEqual(TAKEN);
});
