import { sql } from "kysely";
import { expect, test } from "vitest";
import { individualOf } from "../../../server/meetings/meeting-participants.ts";
import type { MeetingRecord } from "../../../server/meetings/meeting-record.ts";
import { WINDOW } from "../../../server/platform/print/letter-layout.ts";
import {
  bookSampleMeeting,
  cancelSampleMeeting,
  moveSampleMeeting,
  staffActor,
} from "../../support/booked-meeting.ts";
import { readPdf } from "../../support/pdf-text.ts";
import { openPostRoom, type PostRoom } from "../../support/post-room.ts";

const NOW = "2026-03-02T08:00:00Z";
const STARTS = new Date("2026-03-31T08:00:00Z");
const LATER = new Date("2026-04-01T08:00:00Z");
const EVERY_WAY = {
  email: "individual-0@example.test",
  phone: "070-174 06 05",
  address: { careOf: null, street: "Björkvägen 12 A", postalCode: "753 20", city: "Uppsala" },
};
const HOUR = 3_600;

type Way = { email?: string | null; phone?: string | null; address?: object | null; order?: string[] };
type Room = PostRoom & { meeting: MeetingRecord };

async function openWithMeeting(way: Way, { startAt = STARTS, now = NOW } = {}): Promise<Room> {
  const room = await openPostRoom(now);
  await reachBy(room, way);
  return { ...room, meeting: await bookSampleMeeting(room.samtid, room.people, { startAt }) };
}

async function reachBy(room: PostRoom, way: Way): Promise<void> {
  const { email, phone, address, order } = { ...EVERY_WAY, order: null, ...way };
  await sql`update individual set email = ${email}, phone = ${phone},
    address = ${address && JSON.stringify(address)}, channel_order = ${order}`.execute(
    room.samtid.database.query(),
  );
}

/** The individual's messages in the order they were tried: what became of each. */
async function tried(room: Room): Promise<string[]> {
  const messages = await room.messagesOf({
    meetingId: room.meeting.id,
    participantId: individualOf(room.meeting).id,
  });
  return messages.map(({ kind, channel, state, failure }) =>
    [kind, channel, state, ...(failure ? [failure] : [])].join(" "),
  );
}

async function passTime(room: PostRoom, seconds: number): Promise<void> {
  room.passSeconds(seconds);
  await room.samtid.passOnMessages();
  await room.sendDue();
}

/** The individual's mails are refused; colleagues' are not looked at. */
const refuseMail = (room: PostRoom) => room.smtp.behave({ recipient: "550 5.1.1 no such user" });

async function reportSms(room: Room, outcome: "delivered" | "bounced"): Promise<void> {
  const messages = await room.messagesOf({
    meetingId: room.meeting.id,
    participantId: individualOf(room.meeting).id,
  });
  await room.samtid.reportDelivery(messages.find(({ channel }) => channel === "sms")!.id, outcome);
}

const sentSms = async (room: PostRoom) => (await room.simulator.list()).toReversed();

test("an address that mail is refused for: the invitation goes by SMS, and reads as an invitation", async () => {
  const room = await openWithMeeting({});
  refuseMail(room);
  await room.sendDue();
  await passTime(room, 60);
  expect(await tried(room)).toEqual(["invitation email failed refused", "invitation sms handed_over"]);
  const [sms, ...more] = await sentSms(room);
  expect(more).toEqual([]);
  expect(sms).toMatchObject({ from: "Samtid", to: "+46701740605", encoding: "GSM-7", parts: 2 });
  expect(sms!.text).toMatch(
    /^Du har fått en tid för ett möte: tis 31 mars kl\. 10\.00\. Se mer och svara: http/,
  );
  await passTime(room, 60);
  expect(await sentSms(room)).toHaveLength(1);
});

test("a mail with no sign of being read: an SMS after two days, a letter a day later, a call a week later", async () => {
  const room = await openWithMeeting({}, { startAt: LATER });
  await room.sendDue();
  await passTime(room, 48 * HOUR - 1);
  expect(await tried(room)).toEqual(["invitation email handed_over"]);
  await passTime(room, 1);
  expect(await tried(room)).toEqual(["invitation email handed_over", "invitation sms handed_over"]);
  await passTime(room, 24 * HOUR);
  await passTime(room, 7 * 24 * HOUR);
  expect(await tried(room)).toEqual([
    "invitation email handed_over",
    "invitation sms handed_over",
    "invitation letter handed_over",
    "invitation telephone to_do",
  ]);
  await passTime(room, 30 * HOUR);
  expect(await tried(room)).toHaveLength(4);
});

test("an SMS that is reported as delivered: nothing more is tried", async () => {
  const room = await openWithMeeting({ email: null });
  await room.sendDue();
  await reportSms(room, "delivered");
  await passTime(room, 100 * HOUR);
  expect(await tried(room)).toEqual(["invitation sms handed_over"]);
});

test("an SMS reported as failed, and then once more: a letter, once", async () => {
  const room = await openWithMeeting({ email: null });
  await room.sendDue();
  await reportSms(room, "bounced");
  await reportSms(room, "bounced");
  await passTime(room, 60);
  await reportSms(room, "bounced");
  await passTime(room, 60);
  expect(await tried(room)).toEqual(["invitation sms failed bounced", "invitation letter handed_over"]);
  expect(await room.letters.list()).toHaveLength(1);
});

test("a mail whose page was opened, or that was answered by telephone: nothing more is tried", async () => {
  const room = await openWithMeeting({});
  await room.sendDue();
  const { id: participantId } = individualOf(room.meeting);
  await room.samtid.openInvitation((await room.samtid.repositories.links.tokenFor(participantId))!);
  await passTime(room, 100 * HOUR);
  expect(await tried(room)).toEqual(["invitation email handed_over"]);

  const { messages } = await room.samtid.readMeetings.read(
    await staffActor(room.samtid, room.people),
    room.meeting.id,
  );
  const own = messages.find((message) => message.participantId === participantId)!;
  expect(own.steps.map(({ step, knownFrom }) => `${step} ${knownFrom}`)).toEqual([
    "queued samtid",
    "handed_over mail_server",
    "opened recipients_page",
  ]);

  const other = await openWithMeeting({});
  await other.sendDue();
  await other.samtid.giveAnswer(
    await staffActor(other.samtid, other.people),
    { meetingId: other.meeting.id, participantId: individualOf(other.meeting).id, timeVersion: 1 },
    { answer: "accepted" },
  );
  await passTime(other, 100 * HOUR);
  expect(await tried(other)).toEqual(["invitation email handed_over"]);
});

test("what has become untrue: not passed on", async () => {
  const room = await openWithMeeting({});
  refuseMail(room);
  await room.sendDue();
  room.passSeconds(1);
  await cancelSampleMeeting(room.samtid, room.people, room.meeting.id);
  await passTime(room, 60);
  expect(await tried(room)).toEqual(["invitation email failed refused", "cancellation email superseded"]);
});

test("a move before the SMS could go out: the SMS invites to the new time", async () => {
  const room = await openWithMeeting({});
  refuseMail(room);
  await room.sendDue();
  room.passSeconds(60);
  await room.samtid.passOnMessages();
  await moveSampleMeeting(room.samtid, room.people, { id: room.meeting.id, startAt: LATER });
  await room.sendDue();
  await passTime(room, 60);
  expect((await sentSms(room)).map(({ text }) => text.slice(0, 57))).toEqual([
    "Du har fått en tid för ett möte: ons 1 apr kl. 10.00. Se ",
  ]);
});

test("in the quiet hours: nothing is passed on before they end", async () => {
  const room = await openWithMeeting({}, { now: "2026-03-02T18:30:00Z" });
  refuseMail(room);
  await room.sendDue();
  room.setTime("2026-03-02T19:00:00Z");
  await passTime(room, 0);
  room.setTime("2026-03-03T06:59:59Z");
  await passTime(room, 0);
  expect(await sentSms(room)).toEqual([]);
  await passTime(room, 1);
  expect(await sentSms(room)).toHaveLength(1);
});

test("protected identity that is entered while a message waits: nothing is sent, and somebody is to call", async () => {
  const room = await openWithMeeting({});
  await sql`update individual set protection = 'skyddad_folkbokforing'`.execute(room.samtid.database.query());
  await room.sendDue();
  await passTime(room, 60);
  expect(await tried(room)).toEqual(["invitation email failed no_address", "invitation telephone to_do"]);
  expect(await room.mailsTo(EVERY_WAY.email)).toEqual([]);
});

test("the last reminder of one who has a number: by SMS", async () => {
  const room = await openWithMeeting({ address: null });
  await room.sendDue();
  room.setTime("2026-03-31T07:00:30Z");
  await room.samtid.planReminders();
  await room.sendDue();
  expect((await tried(room)).at(-1)).toBe("reminder_hour sms handed_over");
  expect((await sentSms(room))[0]!.text).toMatch(/^Ditt möte börjar kl\. 10\.00\. Se mer/);
});

test("a gateway that is away: the SMS waits and goes out once", async () => {
  const room = await openWithMeeting({ email: null, address: null });
  await room.simulator.stop();
  await room.sendDue();
  expect(await tried(room)).toEqual(["invitation sms queued unreachable"]);
});

test("a worker that dies between the gateway's answer and the commit: one more copy, with the same key", async () => {
  const room = await openWithMeeting({ email: null });
  const [sms] = await room.messagesOf({
    meetingId: room.meeting.id,
    participantId: individualOf(room.meeting).id,
  });
  await expect(dyingWorker(room)(sms!.id)).rejects.toThrow("died");
  room.passSeconds(60);
  await room.sendDue();
  const copies = await sentSms(room);
  expect(copies.map(({ idempotencyKey }) => idempotencyKey)).toEqual([sms!.id, sms!.id]);
  expect(await tried(room)).toEqual(["invitation sms handed_over"]);
});

test("a worker that dies so, and a report of delivery before its lease ends: no second copy", async () => {
  const room = await openWithMeeting({ email: null });
  const [sms] = await room.messagesOf({
    meetingId: room.meeting.id,
    participantId: individualOf(room.meeting).id,
  });
  await expect(dyingWorker(room)(sms!.id)).rejects.toThrow("died");
  await reportSms(room, "delivered");
  room.passSeconds(60);
  await room.sendDue();
  expect(await sentSms(room)).toHaveLength(1);
  expect(await tried(room)).toEqual(["invitation sms handed_over"]);
});

/** Does all that a worker does, and is gone before it commits. */
const dyingWorker = (room: PostRoom) =>
  room.createSender({
    transaction: (work) =>
      room.samtid.database.transaction(async (unitOfWork) => {
        await work(unitOfWork);
        throw new Error("died");
      }),
  });

test("a letter, though its worker died before the commit: printed once, readable, the address in the window", async () => {
  const room = await openWithMeeting({ order: ["letter", "telephone"] });
  const [letter] = await room.messagesOf({
    meetingId: room.meeting.id,
    participantId: individualOf(room.meeting).id,
  });
  await expect(dyingWorker(room)(letter!.id)).rejects.toThrow("died");
  room.passSeconds(60);
  await room.sendDue();
  expect(await tried(room)).toEqual(["invitation letter handed_over"]);
  expect(await room.letters.list()).toMatchObject([{ messageId: letter!.id, pages: 1 }]);

  const pdf = (await room.letters.read(letter!.id))!;
  expect(pdf.toString("latin1")).toContain("<pdfaid:part>2</pdfaid:part>");
  const { pieces, lang, title } = await readPdf(pdf);
  expect({ lang, title }).toEqual({ lang: "sv", title: "Du har fått en tid för ett möte" });
  const MM = 72 / 25.4;
  const isInWindow = ({ leftMm, topMm }: { leftMm: number; topMm: number }) =>
    leftMm >= WINDOW.left / MM && topMm >= WINDOW.top / MM && topMm <= (WINDOW.top + WINDOW.height) / MM;
  expect(pieces.filter(isInWindow).map(({ text }) => text)).toEqual([
    "Individ Nummer0",
    "Björkvägen 12 A",
    "753 20 Uppsala",
  ]);
  const body = pieces
    .filter((piece) => !isInWindow(piece))
    .map(({ text }) => text)
    .join(" ");
  expect(body).toContain("tisdag 31 mars 2026, 10.00–11.00");
  expect(body).not.toMatch(/Individ|Björkvägen|kartläggning|198001/);

  const code = /svar\/([0-9A-Z]{5}-[0-9A-Z]{5})/.exec(body)![1]!;
  const typed = code.replace("-", "").toLowerCase();
  expect((await room.samtid.openInvitation(typed)).meetingId).toBe(room.meeting.id);
  await expect(room.samtid.openInvitation("00000-00000")).rejects.toMatchObject({ code: "link_expired" });
});

test("an installation without an SMS gateway, a person with no mail: told by letter", async () => {
  const room = await openWithMeeting({ email: null });
  const sendWithoutGateway = room.createSender(room.samtid.database, { sms: undefined });
  for (const { id } of await room.samtid.repositories.messages.listDue(room.clock.now(), 10))
    await sendWithoutGateway(id);
  await passTime(room, 60);
  expect(await tried(room)).toEqual(["invitation sms failed not_set_up", "invitation letter handed_over"]);
});

test("a message that has cost its workers their lives again and again: set aside, and passed on", async () => {
  const room = await openWithMeeting({ phone: null, address: null });
  await sql`update message set attempts = 20, may_have_arrived = true where channel = 'email'`.execute(
    room.samtid.database.query(),
  );
  await room.sendDue();
  await passTime(room, 60);
  expect(await tried(room)).toEqual(["invitation email failed unknown", "invitation telephone to_do"]);
});

/** Recalls the latest of the individual's messages, a moment after what went before. */
async function recallLatest(room: Room): Promise<void> {
  room.passSeconds(1);
  const participantId = individualOf(room.meeting).id;
  const latest = (await room.messagesOf({ meetingId: room.meeting.id, participantId })).at(-1)!;
  const actor = await staffActor(room.samtid, room.people);
  await room.samtid.recallMessage(actor, room.meeting.id, { messageId: latest.id, reason: "Fel nummer" });
}

async function renewLink(room: Room): Promise<void> {
  room.passSeconds(1);
  const to = { meetingId: room.meeting.id, participantId: individualOf(room.meeting).id };
  await room.samtid.renewLink(await staffActor(room.samtid, room.people), to, {});
}

test("an SMS that is recalled: the same number is told so without a link, and no other channel is tried", async () => {
  const room = await openWithMeeting({ email: null });
  await room.sendDue();
  await recallLatest(room);
  await room.sendDue();
  await passTime(room, 100 * HOUR);
  expect(await tried(room)).toEqual(["invitation sms handed_over", "recalled sms handed_over"]);
  const [invitation, notice] = await sentSms(room);
  expect(notice!.to).toBe(invitation!.to);
  expect(notice!.text).toMatch(/^Ett meddelande från oss var inte till dig\./);
  expect(notice!.text).not.toMatch(/http|31 mars|SAM-/);
});

test("a letter that is recalled before it is printed: not printed, and nobody is told of what never reached them", async () => {
  const room = await openWithMeeting({ email: null, phone: null });
  await room.sendDue();
  const [letter] = await room.letters.list();
  await recallLatest(room);
  await room.sendDue();
  expect(await tried(room)).toEqual(["invitation letter handed_over", "recalled letter superseded"]);
  expect(await room.letters.list()).toEqual([]);
  expect(await room.letters.read(letter!.messageId)).toBeUndefined();
});

test("a letter that is recalled before it is printed, though the worker died while it was withdrawn: as if it hadn't", async () => {
  const room = await openWithMeeting({ email: null, phone: null });
  await room.sendDue();
  await recallLatest(room);
  const participantId = individualOf(room.meeting).id;
  const all = await room.messagesOf({ meetingId: room.meeting.id, participantId });
  await expect(dyingWorker(room)(all.find(({ kind }) => kind === "recalled")!.id)).rejects.toThrow("died");
  room.passSeconds(60);
  await room.sendDue();
  expect(await tried(room)).toEqual(["invitation letter handed_over", "recalled letter superseded"]);
  expect(await room.letters.list()).toEqual([]);
});

test("a printed letter that is recalled: a letter says so, also when the right person has a new link by then", async () => {
  const room = await openWithMeeting({ email: null, phone: null });
  await room.sendDue();
  await room.printLetters();
  await recallLatest(room);
  await renewLink(room);
  await room.sendDue();
  expect((await tried(room)).sort()).toEqual([
    "invitation letter handed_over",
    "invitation letter handed_over",
    "recalled letter handed_over",
  ]);
  const participantId = individualOf(room.meeting).id;
  const messages = await room.messagesOf({ meetingId: room.meeting.id, participantId });
  const notice = messages.find(({ kind }) => kind === "recalled")!;
  const { pieces } = await readPdf((await room.letters.read(notice.id))!);
  const text = pieces.map((piece) => piece.text).join(" ");
  expect(text).toContain("Ett brev från oss var inte till dig");
  expect(text).not.toMatch(/svar\/|31 mars|SAM-|mejl/);
});

test("what went by mail, SMS and letter, recalled when every address has been put right: told by all three, where they went", async () => {
  const room = await openWithMeeting({}, { startAt: LATER });
  await room.sendDue();
  await passTime(room, 48 * HOUR);
  await passTime(room, 24 * HOUR);
  await room.printLetters();
  await reachBy(room, {
    email: "ratt.person@example.test",
    phone: "070-174 06 06",
    address: { careOf: null, street: "Rätta gatan 1", postalCode: "111 22", city: "Stockholm" },
    order: ["sms"],
  });
  await recallLatest(room);
  await room.sendDue();
  expect((await tried(room)).slice(3).sort()).toEqual([
    "recalled email handed_over",
    "recalled letter handed_over",
    "recalled sms handed_over",
  ]);
  expect((await room.mailsTo(EVERY_WAY.email)).at(-1)?.subject).toMatch(/inte till dig/);
  expect(await room.mailsTo("ratt.person@example.test")).toEqual([]);
  expect((await sentSms(room)).map(({ to }) => to)).toEqual(["+46701740605", "+46701740605"]);
  const participantId = individualOf(room.meeting).id;
  const messages = await room.messagesOf({ meetingId: room.meeting.id, participantId });
  const letter = messages.find(({ kind, channel }) => kind === "recalled" && channel === "letter")!;
  const { pieces } = await readPdf((await room.letters.read(letter.id))!);
  const text = pieces.map((piece) => piece.text).join(" ");
  expect(text).toContain("Björkvägen 12 A");
  expect(text).not.toMatch(/Rätta gatan/);
  const actor = await staffActor(room.samtid, room.people);
  const { recalls } = await room.samtid.readMeetings.read(actor, room.meeting.id);
  expect(recalls.map(({ messageIds }) => messageIds.length)).toEqual([3]);
});

test("a notice of a recall that is refused: nobody else is told of it by another channel", async () => {
  const room = await openWithMeeting({});
  await room.sendDue();
  await recallLatest(room);
  refuseMail(room);
  await room.sendDue();
  await passTime(room, 60);
  expect(await tried(room)).toEqual(["invitation email handed_over", "recalled email failed refused"]);
});

test("a new link after a recall: its opening proves nothing of what was recalled, which is passed on to nobody", async () => {
  const room = await openWithMeeting({});
  await room.sendDue();
  await recallLatest(room);
  await renewLink(room);
  await room.sendDue();
  const { id: participantId } = individualOf(room.meeting);
  await room.samtid.openInvitation((await room.samtid.repositories.links.tokenFor(participantId))!);
  await passTime(room, 100 * HOUR);
  const messages = await room.messagesOf({ meetingId: room.meeting.id, participantId });
  expect(messages.map(({ kind, channel, progress }) => [kind, channel, progress.openedAt !== null])).toEqual([
    ["invitation", "email", false],
    ["recalled", "email", false],
    ["invitation", "email", true],
  ]);
});
