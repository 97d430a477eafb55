import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ICAL from "ical.js";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createLogger } from "../../../server/platform/logger.ts";
import type { CaughtMail } from "../../../server/platform/mail/caught-mail.ts";
import { startMailCatcher, type MailCatcher } from "../../../server/platform/mail/mail-catcher.ts";
import {
  createMailTransport,
  type MailTransport,
  type OutgoingMail,
} from "../../../server/platform/mail/mail-transport.ts";

const now = new Date("2026-03-10T08:00:00Z");
const logger = createLogger("silent");
const invitation: OutgoingMail = {
  to: "anna.ek@example.org",
  subject: "Möte på tisdag – förslag åäö مرحبا",
  text: "Hej!\n\nDu är välkommen på möte. é ł مرحبا بكم",
  html: "<p>Du är <b>välkommen</b> på möte. é ł <span dir=rtl>مرحبا بكم</span></p>",
  calendar: {
    method: "REQUEST",
    content: [
      "BEGIN:VCALENDAR",
      "VERSION:2.0",
      "PRODID:-//Samtid//SV",
      "METHOD:REQUEST",
      "BEGIN:VEVENT",
      "UID:u-1",
      "DTSTAMP:20260310T080000Z",
      "DTSTART:20260317T080000Z",
      "DTEND:20260317T090000Z",
      "SEQUENCE:0",
      "SUMMARY:Möte åäö مرحبا",
      "END:VEVENT",
      "END:VCALENDAR",
      "",
    ].join("\r\n"),
  },
  messageId: "<m-1.3@samtid.example>",
  headers: { "X-Samtid-Message": "m-1" },
  replyTo: "svar+ab12.cdef@samtid.example",
  envelopeFrom: "studs+ab12@samtid.example",
};

let dataDir: string;
let catcher: MailCatcher;
let transport: MailTransport;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "samtid-mail-"));
  await start();
});

afterEach(async () => {
  await stop();
  await rm(dataDir, { recursive: true });
});

async function start(more: { capacity?: number } = {}): Promise<void> {
  catcher = await startMailCatcher({ dataDir, clock: { now: () => now }, logger, ...more });
  transport = createMailTransport({ smtpUrl: catcher.smtpUrl, from: "Samtid <noreply@samtid.example>" });
}

async function stop(): Promise<void> {
  transport.close();
  await catcher.stop();
}

test("an invitation sent over SMTP is caught with its envelope, letters and calendar part unharmed", async () => {
  const heard: CaughtMail[] = [];
  catcher.onMail((mail) => heard.push(mail));
  await transport.send(invitation);

  const [mail] = await catcher.list();
  expect(mail).toMatchObject({
    messageId: "<m-1.3@samtid.example>",
    receivedAt: now,
    from: "studs+ab12@samtid.example",
    to: ["anna.ek@example.org"],
    subject: invitation.subject,
    html: invitation.html,
    calendar: invitation.calendar,
  });
  expect(mail?.text.trim()).toBe(invitation.text);
  expect(heard).toEqual([mail]);
  expect(await catcher.get(mail!.id)).toEqual(mail);
  const event = new ICAL.Component(ICAL.parse(mail!.calendar!.content) as unknown[]).getFirstSubcomponent(
    "vevent",
  );
  expect(event?.getFirstPropertyValue("summary")).toBe("Möte åäö مرحبا");
});

test("an invitation's MIME structure is what calendars need for iMIP", async () => {
  await transport.send(invitation);
  const raw = (await catcher.list())[0]!.raw;
  const structure = [
    ...raw.matchAll(/^content-(?:type|transfer-encoding|disposition): .*(?:\r\n[ \t].*)*/gim),
  ].map(([header]) => header.replace(/\r\n[ \t]+/g, " ").replace(/ ?boundary="[^"]*"/, ""));
  expect(structure).toEqual([
    "Content-Type: multipart/mixed;",
    "Content-Type: multipart/alternative;",
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: base64",
    "Content-Type: text/html; charset=utf-8",
    "Content-Transfer-Encoding: base64",
    "Content-Type: text/calendar; charset=utf-8; method=REQUEST",
    "Content-Transfer-Encoding: base64",
    "Content-Type: application/ics; name=invite.ics",
    "Content-Disposition: attachment; filename=invite.ics",
    "Content-Transfer-Encoding: base64",
  ]);
  expect(raw).toMatch(/^From: Samtid <noreply@samtid\.example>\r$/m);
  expect(raw).toMatch(/^To: anna\.ek@example\.org\r$/m);
  expect(raw).toMatch(/^Reply-To: svar\+ab12\.cdef@samtid\.example\r$/m);
  expect(raw).toMatch(/^Auto-Submitted: auto-generated\r$/m);
  expect(raw).toMatch(/^X-Samtid-Message: m-1\r$/m);
  expect(raw).not.toMatch(/^X-Mailer:/im);
});

test("a mail without a calendar part has only text and HTML", async () => {
  const { calendar: _calendar, ...reminder } = invitation;
  await transport.send(reminder);
  const [mail] = await catcher.list();
  expect(mail?.calendar).toBeUndefined();
  expect(mail?.raw).toMatch(/^Content-Type: multipart\/alternative;/m);
  expect(mail?.raw).not.toContain("multipart/mixed");
});

test("the same message sent again keeps its Message-ID", async () => {
  await transport.send(invitation);
  await transport.send(invitation);
  expect((await catcher.list()).map((mail) => mail.messageId)).toEqual([
    invitation.messageId,
    invitation.messageId,
  ]);
});

test("one address that looks like two is refused, and neither of the two gets the mail", async () => {
  const sending = transport.send({ ...invitation, to: "anna@example.org,eve@example.org" });
  await expect(sending).rejects.toMatchObject({ kind: "permanent" });
  expect(await catcher.list()).toEqual([]);
});

test("caught mails, when the catcher starts again, are still there, newest first", async () => {
  await transport.send({ ...invitation, messageId: "<1@samtid.example>" });
  await transport.send({ ...invitation, messageId: "<2@samtid.example>" });
  const before = await catcher.list();
  await stop();
  await start();
  expect(await catcher.list()).toEqual(before);
  await transport.send({ ...invitation, messageId: "<3@samtid.example>" });
  expect((await catcher.list()).map((mail) => mail.messageId)).toEqual([
    "<3@samtid.example>",
    "<2@samtid.example>",
    "<1@samtid.example>",
  ]);
});

test("the catcher, when full, lets the oldest go, on disk too", async () => {
  await stop();
  await start({ capacity: 2 });
  for (const id of [1, 2, 3]) await transport.send({ ...invitation, messageId: `<${id}@samtid.example>` });
  await stop();
  await start();
  expect((await catcher.list()).map((mail) => mail.messageId)).toEqual([
    "<3@samtid.example>",
    "<2@samtid.example>",
  ]);
});

test("a cleared catcher is empty, also after a restart, and knows no file outside its folder", async () => {
  await transport.send(invitation);
  const { id } = (await catcher.list())[0]!;
  await catcher.clear();
  expect(await catcher.get(id)).toBeUndefined();
  expect(await catcher.get("../../../etc/passwd")).toBeUndefined();
  await stop();
  await start();
  expect(await catcher.list()).toEqual([]);
});

test("what a killed process had half written is no mail, and is gone after a restart", async () => {
  await transport.send(invitation);
  await stop();
  const files = await readdir(dataDir, { recursive: true });
  const whole = files.find((name) => name.endsWith(".eml"))!;
  await writeFile(join(dataDir, `${whole}.part`), "");
  await start();
  expect(await catcher.list()).toHaveLength(1);
  const left = await readdir(dataDir, { recursive: true });
  expect(left.filter((name) => name.endsWith(".part"))).toEqual([]);
});

test("many mails at once are all caught", async () => {
  await Promise.all(
    Array.from({ length: 40 }, (_, index) =>
      transport.send({ ...invitation, messageId: `<${index}@samtid.example>` }),
    ),
  );
  expect(new Set((await catcher.list()).map((mail) => mail.messageId)).size).toBe(40);
});

test("a taken port is told at the start", async () => {
  const holder = createServer();
  await new Promise<void>((resolve) => holder.listen(0, "127.0.0.1", resolve));
  const { port } = holder.address() as AddressInfo;
  await expect(startMailCatcher({ dataDir, clock: { now: () => now }, logger, port })).rejects.toThrow(
    "EADDRINUSE",
  );
  await new Promise((resolve) => holder.close(resolve));
});
