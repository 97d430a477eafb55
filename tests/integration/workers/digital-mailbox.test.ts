import { sql } from "kysely";
import { expect, test } from "vitest";
import { individualOf } from "../../../server/meetings/meeting-participants.ts";
import type { MeetingRecord } from "../../../server/meetings/meeting-record.ts";
import { createMailboxGateway } from "../../../server/platform/mailbox/mailbox-gateway.ts";
import type { DeliverSecure } from "../../../server/platform/mailbox/mailbox-messages.ts";
import { bookSampleMeeting, staffActor } from "../../support/booked-meeting.ts";
import { recorded, startContractServer, type ContractServer } from "../../support/contract-server.ts";
import { readPdf } from "../../support/pdf-text.ts";
import { openPostRoom, type PostRoom } from "../../support/post-room.ts";

const NOW = "2026-03-02T08:00:00Z";
const STARTS = new Date("2026-03-31T08:00:00Z");
const PERSONNUMMER = "196408233234";
const ORDER = ["digital_mailbox", "letter", "telephone"];
const ADDRESS = { careOf: null, street: "Björkvägen 12 A", postalCode: "753 20", city: "Uppsala" };
/** Soon enough for a test, and long enough for the answers that do come on a slow machine. */
const TIMEOUT_MS = 2_000;

type Room = PostRoom & { meeting: MeetingRecord; intermediary: ContractServer };

const mailbox = (name: string) => recorded(`digital-mailbox/${name}`);

/** A meeting with somebody who wants to be told in their digital mailbox, and an intermediary that knows the contract. */
async function openRoom({ timeoutMs = undefined as number | undefined } = {}): Promise<Room> {
  const intermediary = await startContractServer();
  const { url } = intermediary;
  const mailboxes = createMailboxGateway({ url, token: "contract-token", ...(timeoutMs && { timeoutMs }) });
  const room = await openPostRoom(NOW, { mailboxes });
  const { keyId, encrypted } = room.samtid.vault.encrypt(PERSONNUMMER);
  const people = room.samtid.database.query();
  await sql`update individual set channel_order = ${ORDER}, email = null, address = ${JSON.stringify(ADDRESS)},
    personnummer_encrypted = ${encrypted}, personnummer_key_id = ${keyId}
    where name = 'Individ Nummer0'`.execute(people);
  const meeting = await bookSampleMeeting(room.samtid, room.people, { startAt: STARTS });
  return { ...room, intermediary, meeting };
}

async function messages(room: Room) {
  const { id: participantId } = individualOf(room.meeting);
  return room.messagesOf({ meetingId: room.meeting.id, participantId });
}

async function tried(room: Room): Promise<string[]> {
  return (await messages(room)).map(({ kind, channel, state, failure }) =>
    [kind, channel, state, ...(failure ? [failure] : [])].join(" "),
  );
}

/** What the workers and sweeps do so many seconds later. */
async function later(room: Room, seconds: number): Promise<void> {
  room.passSeconds(seconds);
  await room.samtid.passOnMessages();
  await room.sendDue();
}

async function steps(room: Room): Promise<string[]> {
  const reader = await staffActor(room.samtid, room.people);
  const view = await room.samtid.readMeetings.read(reader, room.meeting.id);
  const own = view.messages.find(({ channel }) => channel === "digital_mailbox")!;
  return own.steps.map(({ step, knownFrom }) => `${step} ${knownFrom}`);
}

const delivery = (room: Room, index: number) => room.intermediary.asked[index] as DeliverSecure;
const bodyOf = (room: Room, index: number) =>
  Buffer.from(delivery(room, index).delivery.message[0]!.body.body, "base64").toString("utf8");

test("a message that is taken: asked for and delivered as recorded, handed over and not delivered till it is reported", async () => {
  const room = await openRoom();
  room.intermediary.expect(mailbox("reachable"), mailbox("delivery-taken"));
  await room.sendDue();
  expect(await tried(room)).toEqual(["invitation digital_mailbox handed_over"]);
  expect(await steps(room)).toEqual(["queued samtid", "handed_over mailbox_service"]);
  const [own] = await messages(room);
  expect(delivery(room, 1).delivery.message[0]!.header.id).toBe(own!.id);
  expect(delivery(room, 1).reportUrl).toBe(room.samtid.reportAddresses.urlOf(own!.id, "digital-mailbox"));

  await room.samtid.reportDelivery(own!.id, "delivered");
  expect(await steps(room)).toEqual([
    "queued samtid",
    "handed_over mailbox_service",
    "delivered mailbox_service",
  ]);
  await later(room, 100 * 3_600);
  expect(await tried(room)).toEqual(["invitation digital_mailbox handed_over"]);
});

test("what lies in the mailbox: time, link and whom to call; the letter beside it with the name alone in its window", async () => {
  const room = await openRoom();
  room.intermediary.expect(mailbox("reachable"), mailbox("delivery-taken"));
  await room.sendDue();
  const text = bodyOf(room, 1);
  expect(text).toContain("tisdag 31 mars 2026, 10.00–11.00");
  expect(text).toMatch(/\/svar\/[\w-]{43}/);
  expect(text).not.toMatch(/mejl|kartläggning|Individ|Björkvägen|1964/i);

  const [file] = delivery(room, 1).delivery.message[0]!.attachment;
  const { pieces } = await readPdf(Buffer.from(file!.body, "base64"));
  const said = pieces.map((piece) => piece.text).join(" ");
  expect(said).toContain("Individ Nummer0");
  expect(said).toMatch(/svar\/[0-9A-Z]{5}-[0-9A-Z]{5}/);
  expect(said).not.toMatch(/Björkvägen|kartläggning|1964|233234/);
});

test("an agency that wants no links in mailboxes: neither the text nor the letter has one", async () => {
  const room = await openRoom();
  await sql`update organisation set link_channels = '{email,sms,letter}'`.execute(
    room.samtid.database.query(),
  );
  room.intermediary.expect(mailbox("reachable"), mailbox("delivery-taken"));
  await room.sendDue();
  expect(bodyOf(room, 1)).not.toContain("svar/");
  expect(bodyOf(room, 1)).toContain("Logga in");
  const [file] = delivery(room, 1).delivery.message[0]!.attachment;
  const { pieces } = await readPdf(Buffer.from(file!.body, "base64"));
  expect(pieces.map((piece) => piece.text).join(" ")).not.toContain("svar/");
});

test.each(["no-mailbox", "sender-refused", "pending"])(
  "somebody who can't be reached there (%s): a letter, without waiting",
  async (answer) => {
    const room = await openRoom();
    room.intermediary.expect(mailbox(answer));
    await room.sendDue();
    await later(room, 30);
    expect(await tried(room)).toEqual([
      "invitation digital_mailbox failed no_mailbox",
      "invitation letter handed_over",
    ]);
    expect(await steps(room)).toEqual(["queued samtid", "failed samtid"]);
  },
);

test.each(["register-away", "silence"] as const)(
  "nobody who answers whether there is a mailbox (%s): tried again, and then taken",
  async (answer) => {
    const room = await openRoom(answer === "silence" ? { timeoutMs: TIMEOUT_MS } : {});
    room.intermediary.expect(answer === "silence" ? answer : mailbox(answer));
    await room.sendDue();
    expect(await tried(room)).toEqual(["invitation digital_mailbox queued unreachable"]);
    room.intermediary.expect(mailbox("reachable"), mailbox("delivery-taken"));
    await later(room, 600);
    expect(await tried(room)).toEqual(["invitation digital_mailbox handed_over"]);
  },
);

test("too many at once: tried again, and then taken", async () => {
  const room = await openRoom();
  room.intermediary.expect(mailbox("reachable"), mailbox("too-many"));
  await room.sendDue();
  expect(await tried(room)).toEqual(["invitation digital_mailbox queued unreachable"]);
  room.intermediary.expect(mailbox("reachable"), mailbox("delivery-taken"));
  await later(room, 600);
  expect(await tried(room)).toEqual(["invitation digital_mailbox handed_over"]);
});

test.each(["operator-fails", "silence"] as const)(
  "a delivery of which nobody knows whether it was taken (%s): sent once more when its lease ends, as the same message",
  async (answer) => {
    const room = await openRoom(answer === "silence" ? { timeoutMs: TIMEOUT_MS } : {});
    room.intermediary.expect(mailbox("reachable"), answer === "silence" ? answer : mailbox(answer));
    await room.sendDue();
    expect(await tried(room)).toEqual(["invitation digital_mailbox sending"]);
    room.intermediary.expect(mailbox("reachable"), mailbox("delivery-taken"));
    await later(room, 60);
    expect(await tried(room)).toEqual(["invitation digital_mailbox handed_over"]);
    const ids = [1, 3].map((index) => delivery(room, index).delivery.message[0]!.header.id);
    expect(new Set(ids).size).toBe(1);
  },
);

test("a delivery that is refused: a letter", async () => {
  const room = await openRoom();
  room.intermediary.expect(mailbox("reachable"), mailbox("delivery-refused"));
  await room.sendDue();
  await later(room, 30);
  expect(await tried(room)).toEqual([
    "invitation digital_mailbox failed refused",
    "invitation letter handed_over",
  ]);
});

test("a message that is reported not to have reached the mailbox: a letter", async () => {
  const room = await openRoom();
  room.intermediary.expect(mailbox("reachable"), mailbox("delivery-taken"));
  await room.sendDue();
  const [own] = await messages(room);
  await room.samtid.reportDelivery(own!.id, "bounced");
  await later(room, 30);
  expect(await tried(room)).toEqual([
    "invitation digital_mailbox failed bounced",
    "invitation letter handed_over",
  ]);
});

test("an installation without digital mailboxes: a letter, without waiting", async () => {
  const room = await openRoom();
  const sendWithout = room.createSender(room.samtid.database, { mailboxes: undefined });
  for (const { id } of await room.samtid.repositories.messages.listDue(room.clock.now(), 10))
    await sendWithout(id);
  await later(room, 30);
  expect(await tried(room)).toEqual([
    "invitation digital_mailbox failed not_set_up",
    "invitation letter handed_over",
  ]);
});

test("protected identity that is entered while a message waits: nobody is asked about them, and Skatteverket forwards a letter", async () => {
  const room = await openRoom();
  await sql`update individual set protection = 'sekretessmarkering'`.execute(room.samtid.database.query());
  await room.sendDue();
  await later(room, 30);
  expect(room.intermediary.asked).toEqual([]);
  expect(await tried(room)).toEqual([
    "invitation digital_mailbox failed no_address",
    "invitation letter handed_over",
  ]);
  expect((await room.letters.list()).map(({ isForwarded }) => isForwarded)).toEqual([true]);
});

test("who has said nothing of how they want to be told: no mailbox is tried", async () => {
  const room = await openRoom();
  await sql`update individual set channel_order = null`.execute(room.samtid.database.query());
  const { channel } = (await messages(room))[0]!;
  expect(channel).toBe("digital_mailbox");
  const other = await bookSampleMeeting(room.samtid, room.people, {
    startAt: new Date("2026-04-08T08:00:00Z"),
  });
  const told = await room.messagesOf({ meetingId: other.id, participantId: individualOf(other).id });
  expect(told.map((message) => message.channel)).toEqual(["letter"]);
});

test("a message that is recalled: the same mailbox is told so, without link or letter, and the personnummer is kept nowhere", async () => {
  const room = await openRoom();
  room.intermediary.expect(mailbox("reachable"), mailbox("delivery-taken"));
  await room.sendDue();
  room.passSeconds(1);
  const [own] = await messages(room);
  const actor = await staffActor(room.samtid, room.people);
  await room.samtid.recallMessage(actor, room.meeting.id, { messageId: own!.id, reason: "Fel person" });
  room.intermediary.expect(mailbox("reachable"), mailbox("recall-taken"));
  await room.sendDue();
  expect(await tried(room)).toEqual([
    "invitation digital_mailbox handed_over",
    "recalled digital_mailbox handed_over",
  ]);
  expect(bodyOf(room, 3)).not.toMatch(/svar\/|mars|kalender|Individ/);
  const { rows } = await sql<{ kept: string }>`select message::text as kept from message`.execute(
    room.samtid.database.query(),
  );
  expect(rows.map(({ kept }) => kept).join()).not.toContain(PERSONNUMMER);
});
