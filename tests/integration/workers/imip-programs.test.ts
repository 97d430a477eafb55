import { expect, test } from "vitest";
import {
  appleReply,
  googleReply,
  outlookCounter,
  outlookReply,
  thunderbirdReply,
  type AnsweredInvitation,
} from "../../support/foreign-replies.ts";
import { INDIVIDUAL, openMailInRoom, organizerIn, type MailInRoom } from "../../support/mail-in-room.ts";

async function openWithInvitation() {
  const room = await openMailInRoom();
  const { uid, sequence } = room.individual;
  const organizer = organizerIn(await room.invitation());
  const stamp = "20260302T080030Z";
  const invitation: AnsweredInvitation = { uid, sequence, attendee: INDIVIDUAL, organizer, stamp };
  const send = (raw: string, envelopeFrom = INDIVIDUAL) =>
    room.sendRaw(raw, { envelopeFrom, recipient: organizer });
  return { room, invitation, send };
}

const outcomeOf = ({ log }: MailInRoom) => JSON.parse(log.at(-1)!) as { outcome: string; reason?: string };

test.each([
  ["Outlook: no ORGANIZER, a Windows zone, an empty comment", outlookReply, null],
  ["Google: sent by its service, marked as automatic", googleReply, null],
  ["Apple: lines folded in the middle of an å, bare line feeds", appleReply, "å".repeat(100)],
  ["Thunderbird: an attachment, the address in capitals", thunderbirdReply, null],
])("a yes from %s: an answer, verified", async (_program, write, comment) => {
  const { room, invitation, send } = await openWithInvitation();
  expect(await send(write(invitation))).toEqual({ code: 250, text: "" });
  expect((await room.shown()).answer).toMatchObject({ status: "accepted", channel: "calendar", comment });
});

test("another time proposed in Outlook, in a Windows zone on the other side of the clock change: the right hour", async () => {
  const { room, invitation, send } = await openWithInvitation();
  await send(outlookCounter(invitation));
  expect((await room.shown()).answer).toMatchObject({
    status: "tentative",
    otherTimeWish: {
      weekdays: [2],
      text: "Går det bra, tror ni?",
      proposedTime: { startAt: "2026-03-31T11:00:00.000Z", endAt: "2026-03-31T12:00:00.000Z" },
    },
  });
});

test("Google, from the account that the invitation was forwarded to: shown, not verified", async () => {
  const { room, invitation, send } = await openWithInvitation();
  await send(googleReply(invitation, "privat@gmail.example.test"), "bounces@google.example.test");
  expect(await room.shown()).toMatchObject({
    answer: { status: "needs-action" },
    unverifiedReply: { status: "accepted" },
  });
});

test.each([
  ["two From", (raw: string) => `From: ${INDIVIDUAL}\r\n${raw.replace(INDIVIDUAL, "other@example.test")}`],
  [
    "an address in From's name",
    (raw: string) => raw.replace(/From: .*/, `From: "${INDIVIDUAL}" <a@b.example.test>`),
  ],
])("a mail with %s: not verified", async (_what, forge) => {
  const { room, invitation, send } = await openWithInvitation();
  await send(forge(appleReply(invitation)));
  expect(outcomeOf(room).outcome).toBe("unverified");
  expect((await room.shown()).answer.status).toBe("needs-action");
});

test.each([
  ["Auto-Submitted: auto-replied", "auto_reply"],
  ["Precedence: bulk", "auto_reply"],
])("a mail with %s: a program's answer, none of the person's", async (header, reason) => {
  const { room, invitation, send } = await openWithInvitation();
  expect((await send(`${header}\r\n${appleReply(invitation)}`)).code).toBe(250);
  expect(outcomeOf(room)).toMatchObject({ outcome: "set_aside", reason });
  expect((await room.shown()).answer.status).toBe("needs-action");
});

test("an absence reply: set aside in silence", async () => {
  const { room, send } = await openWithInvitation();
  const away = `From: ${INDIVIDUAL}\r\nAuto-Submitted: auto-generated\r\nSubject: Borta\r\n\r\nJag är sjuk.\r\n`;
  expect((await send(Buffer.from(away).toString("latin1"))).code).toBe(250);
  expect(outcomeOf(room)).toMatchObject({ outcome: "set_aside", reason: "auto_reply" });
});

const part = (content: string) =>
  `From: ${INDIVIDUAL}\r\nContent-Type: text/calendar; method=REPLY\r\n\r\n${content}`;
const bodyOf = (raw: string) =>
  raw.slice(raw.indexOf("BEGIN:VCALENDAR"), raw.indexOf("--Boundary_(ID_qyG4)--"));

const NO_ANSWERS: readonly (readonly [what: string, write: (own: string) => string, reason: string])[] = [
  ["only text", () => `From: ${INDIVIDUAL}\r\n\r\nJag kan inte komma.\r\n`, "no_calendar"],
  ["a calendar that is none", () => part("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n"), "unreadable_calendar"],
  [
    "our own invitation back",
    (own: string) => own.replace("METHOD:REPLY", "METHOD:REQUEST"),
    "no_answer_in_calendar",
  ],
  ["two events", (own: string) => own.replace(/(BEGIN:VEVENT.*END:VEVENT\r\n)/s, "$1$1"), "not_one_event"],
  ["no attendee", (own: string) => own.replace(/ATTENDEE.*\r\n/, ""), "incomplete_answer"],
  [
    "an answer passed on to another",
    (own: string) => own.replace("ACCEPTED", "DELEGATED"),
    "incomplete_answer",
  ],
  ["no DTSTAMP", (own: string) => own.replace(/DTSTAMP.*\r\n/, ""), "incomplete_answer"],
  ["a DTSTAMP without zone", (own: string) => own.replace(/(DTSTAMP:\w+)Z/, "$1"), "incomplete_answer"],
  [
    "a SEQUENCE beyond all",
    (own: string) => own.replace("SEQUENCE:0", "SEQUENCE:99999999999"),
    "incomplete_answer",
  ],
  [
    "a zone that changes its clock every second",
    (own: string) =>
      own.replace(
        "BEGIN:VEVENT",
        "BEGIN:VTIMEZONE\r\nTZID:X\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nRRULE:FREQ=SECONDLY\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT",
      ),
    "unreadable_calendar",
  ],
  [
    "ten thousand parts",
    () => `Content-Type: multipart/mixed; boundary=b\r\n\r\n${"--b\r\n\r\nx\r\n".repeat(10_000)}`,
    "unreadable_mail",
  ],
  [
    "a header of a hundred thousand addresses",
    () => `From: ${"a@b,\r\n ".repeat(60_000)}\r\n\r\nx`,
    "unreadable_mail",
  ],
];

test("mails that are no answers we can take in: refused, so that whoever wrote them learns it", async () => {
  const { room, invitation, send } = await openWithInvitation();
  for (const [what, write, reason] of NO_ANSWERS) {
    const reply = await send(write(part(bodyOf(thunderbirdReply(invitation)))));
    expect(reply, what).toMatchObject({
      code: 550,
      text: expect.stringMatching(/^5\.6\.0 Vi kan inte ta emot/),
    });
    expect(outcomeOf(room), what).toMatchObject({ outcome: "refused", reason });
  }
  expect(room.log.join()).not.toMatch(/@|kan inte komma/);
  expect(await room.shown()).toMatchObject({ answer: { status: "needs-action" }, unverifiedReply: null });
});

test("the same mail with nothing wrong with it: an answer", async () => {
  const { room, invitation, send } = await openWithInvitation();
  expect((await send(part(bodyOf(thunderbirdReply(invitation))))).code).toBe(250);
  expect((await room.shown()).answer.status).toBe("accepted");
});
