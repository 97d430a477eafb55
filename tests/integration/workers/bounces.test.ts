import { sql } from "kysely";
import { expect, test } from "vitest";
import { deliveryReport } from "../../support/foreign-replies.ts";
import { openMailInRoom, organizerIn, type MailInRoom } from "../../support/mail-in-room.ts";

/** The invitation as the mail server in front of us got it. */
async function sent(room: MailInRoom) {
  const mail = (await room.mailsTo("individual-0@example.test"))[0]!;
  const { envelopeFrom } = room.smtp.received.find(({ messageId }) => messageId === mail.messageId)!;
  return { messageId: mail.messageId, envelopeFrom };
}

const report = async (
  room: MailInRoom,
  { action, recipient }: { action: "failed" | "delayed" | "delivered" | "relayed"; recipient?: string },
) => {
  const { messageId, envelopeFrom } = await sent(room);
  const to = recipient ?? envelopeFrom;
  const raw = deliveryReport({ to, action, aboutMessageId: messageId });
  return room.sendRaw(raw, { envelopeFrom: "", recipient: to });
};

const tried = async (room: MailInRoom) =>
  (await room.messagesOf({ meetingId: room.meeting.id, participantId: room.individual.id })).map(
    ({ channel, state, failure }) => [channel, state, failure].filter(Boolean).join(" "),
  );

const lastOf = ({ log }: MailInRoom) => JSON.parse(log.at(-1)!) as Record<string, string>;

/** A person with a telephone, and not the quiet hours. */
async function openWithPhone(): Promise<MailInRoom> {
  const room = await openMailInRoom();
  await sql`update individual set phone = '070-174 06 05'`.execute(room.samtid.database.query());
  return room;
}

test("a bounce to the envelope's sender: the message has bounced, and the next channel takes over", async () => {
  const room = await openWithPhone();
  expect((await report(room, { action: "failed" })).code).toBe(250);
  expect(await tried(room)).toEqual(["email failed bounced"]);
  expect(lastOf(room)).toMatchObject({ outcome: "reported", report: "bounced" });
  expect(room.log.join()).not.toMatch(/@|example/);

  await room.samtid.passOnMessages();
  await room.sendDue();
  expect(await tried(room)).toEqual(["email failed bounced", "sms handed_over"]);
  const view = await room.read();
  const own = view.messages.find(
    ({ participantId, channel }) => participantId === room.individual.id && channel === "email",
  )!;
  expect(own.steps.map(({ step, knownFrom }) => `${step} ${knownFrom}`)).toContain("bounced mail_server");
});

test("a bounce that comes to Reply-To instead: known by the Message-ID of the mail it is about", async () => {
  const room = await openWithPhone();
  const recipient = organizerIn(await room.invitation());
  expect((await report(room, { action: "failed", recipient })).code).toBe(250);
  expect(await tried(room)).toEqual(["email failed bounced"]);
});

test("a bounce to another participant's Reply-To: of no message to them, and nothing changes", async () => {
  const room = await openWithPhone();
  const recipient = organizerIn(await room.invitation("af-0@example.test"));
  expect((await report(room, { action: "failed", recipient })).code).toBe(250);
  expect(await tried(room)).toEqual(["email handed_over"]);
  expect(lastOf(room)["reason"]).toBe("unknown_message");
});

test("a report that it is only delayed: nothing changes; that it was delivered: proof of it", async () => {
  const room = await openWithPhone();
  await report(room, { action: "delayed" });
  await report(room, { action: "relayed" });
  expect(await tried(room)).toEqual(["email handed_over"]);
  expect(lastOf(room)["reason"]).toBe("undecided_report");
  await report(room, { action: "delivered" });
  await report(room, { action: "failed" });
  expect(await tried(room)).toEqual(["email handed_over"]);
});

test("an absence reply to the envelope's sender: no bounce", async () => {
  const room = await openWithPhone();
  const { envelopeFrom } = await sent(room);
  const away = "Auto-Submitted: auto-replied\r\nSubject: Borta\r\n\r\nJag är sjuk.\r\n";
  expect((await room.sendRaw(away, { envelopeFrom: "", recipient: envelopeFrom })).code).toBe(250);
  expect(await tried(room)).toEqual(["email handed_over"]);
  expect(lastOf(room)["reason"]).toBe("not_a_report");
});

test("a bounce to an envelope's sender that was made up: no such address", async () => {
  const room = await openWithPhone();
  const { envelopeFrom } = await sent(room);
  const recipient = envelopeFrom.replace(/\.(.)/, (_, letter: string) => `.${letter === "a" ? "b" : "a"}`);
  expect((await report(room, { action: "failed", recipient })).code).toBe(550);
  expect(await tried(room)).toEqual(["email handed_over"]);
});
