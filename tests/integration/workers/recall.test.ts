import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import type { StaffActor } from "../../../server/identity/actor.ts";
import type { CaughtMail } from "../../../server/platform/mail/caught-mail.ts";
import type { AddressCorrection } from "../../../server/people/addresses.repository.ts";
import {
  bookSampleMeeting,
  cancelSampleMeeting,
  moveSampleMeeting,
  staffActor,
} from "../../support/booked-meeting.ts";
import { openPostRoom, type PostRoom } from "../../support/post-room.ts";

const NOW = "2026-03-02T08:00:00Z";
const STARTS_AT = new Date("2026-03-17T09:00:00Z");
const WRONG = "individual-0@example.test";
const RIGHT = "ratt.person@example.test";
const ADDRESS = { careOf: null, street: "Ekvägen 3", postalCode: "753 20", city: "Uppsala" };
const REASON = "Fel adress i ärendet";

async function open(prepare: (room: PostRoom) => Promise<unknown> = async () => undefined) {
  const room = await openPostRoom(NOW);
  await prepare(room);
  const actor = await staffActor(room.samtid, room.people);
  const meeting = await bookSampleMeeting(room.samtid, room.people, { startAt: STARTS_AT });
  const participantId = meeting.participants.find(({ role }) => role === "individual")!.id;
  return { ...room, actor, meeting, participantId };
}
type Opened = Awaited<ReturnType<typeof open>>;

/** A moment later than what went before. */
async function recallLatest(room: Opened): Promise<void> {
  const { samtid, messagesOf, actor, meeting, participantId } = room;
  room.passSeconds(1);
  const messages = await messagesOf({ meetingId: meeting.id, participantId });
  const latest = messages.filter(({ kind }) => kind !== "recalled").at(-1)!;
  await samtid.recallMessage(actor, meeting.id, { messageId: latest.id, reason: REASON });
}

const renew = (
  { samtid, actor, meeting, participantId, passSeconds }: Opened,
  right?: string | AddressCorrection,
) => {
  passSeconds(1);
  const correction = typeof right === "string" ? { email: right } : (right ?? {});
  return samtid.renewLink(actor, { meetingId: meeting.id, participantId }, correction);
};
const states = async ({ messagesOf, meeting, participantId }: Opened) =>
  (await messagesOf({ meetingId: meeting.id, participantId })).map(
    ({ kind, channel, state }) => `${kind} ${channel} ${state}`,
  );
const tokenIn = (text: string | undefined) => /\/svar\/([\w-]{43})/.exec(text ?? "")?.[1];
const calendarOf = (mail: CaughtMail | undefined) => mail?.calendar?.content ?? "";
const lineOf = (calendar: string, name: string) =>
  new RegExp(`^${name}[:;].*$`, "m").exec(calendar)?.[0].trim();

describe("a message that has gone to the wrong person", () => {
  test("when recalled, its link is closed at once, also for a browser that has opened it, and who opened it is kept", async () => {
    const room = await open();
    await room.sendDue();
    const token = tokenIn((await room.mailsTo(WRONG))[0]?.text)!;
    const link = await room.samtid.openInvitation(token);
    await recallLatest(room);
    await expect(room.samtid.openInvitation(token)).rejects.toMatchObject({ code: "link_expired" });
    expect(await room.samtid.repositories.links.find(link.id, room.clock.now())).toBeUndefined();
    const view = await room.samtid.readMeetings.read(room.actor, room.meeting.id);
    expect(view.recalls).toMatchObject([
      { participantId: room.participantId, reason: REASON, openedAt: new Date(NOW).toISOString() },
    ]);
    expect(view.withoutLink).toEqual([room.participantId]);
    expect(
      view.messages.find(
        ({ kind, participantId }) => kind === "invitation" && participantId === room.participantId,
      ),
    ).toMatchObject({
      state: "handed_over",
      timeVersion: 1,
    });
    expect(view.participants.find(({ id }) => id === room.participantId)?.linkOpenedAt).toBeNull();
  });

  test("when recalled, tells the recipient in neutral words without a link, and takes the entry out of their calendar", async () => {
    const room = await open();
    await room.sendDue();
    await recallLatest(room);
    await room.sendDue();
    const [invitation, notice] = await room.mailsTo(WRONG);
    expect(notice?.subject).toBe("Ett meddelande från oss var inte till dig");
    const said = `${notice?.subject} ${notice?.text} ${notice?.html}`;
    expect(said).not.toMatch(/https?:\/\/[^\s"]*(svar|moten)/);
    expect(said).not.toMatch(/17 mars|SAM-|Individ Nummer0|försäkringsutredare|Fel adress/);
    const [first, last] = [calendarOf(invitation), calendarOf(notice)];
    expect(lineOf(last, "METHOD")).toBe("METHOD:CANCEL");
    expect(lineOf(last, "UID")).toBe(lineOf(first, "UID"));
    expect(lineOf(last, "SEQUENCE")).toBe("SEQUENCE:1");
    expect(lineOf(last, "DESCRIPTION")).toBeUndefined();
    expect(lineOf(last, "LOCATION")).toBeUndefined();
  });

  test("when recalled and the address put right, the right person is invited, and the wrong one alone is told of the recall", async () => {
    const room = await open();
    await room.sendDue();
    await recallLatest(room);
    await renew(room, RIGHT);
    await room.sendDue();
    const [first, notice] = await room.mailsTo(WRONG);
    const [invitation, ...more] = await room.mailsTo(RIGHT);
    expect(more).toEqual([]);
    expect(notice?.subject).toBe("Ett meddelande från oss var inte till dig");
    expect(invitation?.subject).toBe("Du har fått en tid för ett möte");
    expect(tokenIn(invitation?.text)).not.toBe(tokenIn(first?.text));
    expect(JSON.stringify([notice, calendarOf(notice)])).not.toContain("/svar/");
    await room.samtid.openInvitation(tokenIn(invitation?.text)!);
    expect(lineOf(calendarOf(invitation), "UID")).not.toBe(lineOf(calendarOf(first), "UID"));
    const view = await room.samtid.readMeetings.read(room.actor, room.meeting.id);
    expect(view.withoutLink).toEqual([]);
  });

  test("when the meeting moves before the right person has a link, they are called and nothing is mailed", async () => {
    const room = await open();
    await room.sendDue();
    await recallLatest(room);
    await moveSampleMeeting(room.samtid, room.people, {
      id: room.meeting.id,
      startAt: new Date("2026-03-18T09:00:00Z"),
    });
    await room.sendDue();
    expect((await states(room)).sort()).toEqual([
      "invitation email handed_over",
      "moved telephone to_do",
      "recalled email handed_over",
    ]);
    const [, notice] = await room.mailsTo(WRONG);
    expect(lineOf(calendarOf(notice), "DTSTART")).toContain("20260317T090000Z");
  });

  test("when recalled twice, or renewed twice, it is as once", async () => {
    const room = await open();
    await room.sendDue();
    await recallLatest(room);
    await recallLatest(room);
    await renew(room);
    await renew(room);
    await room.sendDue();
    expect((await states(room)).sort()).toEqual([
      "invitation email handed_over",
      "invitation email handed_over",
      "recalled email handed_over",
    ]);
    expect((await room.samtid.keepIncidents.list(room.actor, { limit: 20, page: 1 })).total).toBe(1);
    expect((await room.mailsTo(WRONG)).map(({ subject }) => subject)).toEqual([
      "Du har fått en tid för ett möte",
      "Ett meddelande från oss var inte till dig",
      "Du har fått en tid för ett möte",
    ]);
  });

  test("when the new link goes wrong too, it is recalled in its turn", async () => {
    const room = await open();
    await room.sendDue();
    await recallLatest(room);
    await renew(room);
    await room.sendDue();
    await recallLatest(room);
    await room.sendDue();
    const mails = await room.mailsTo(WRONG);
    expect(mails).toHaveLength(4);
    expect(lineOf(calendarOf(mails[3]), "UID")).toBe(lineOf(calendarOf(mails[2]), "UID"));
    expect((await room.samtid.readMeetings.read(room.actor, room.meeting.id)).recalls).toHaveLength(2);
  });

  test("when the meeting is over, no new link is sent", async () => {
    const room = await open();
    await room.sendDue();
    await recallLatest(room);
    await cancelSampleMeeting(room.samtid, room.people, room.meeting.id);
    await expect(renew(room)).rejects.toMatchObject({ code: "wrong_state" });
  });
});

describe("a message that has not been sent", () => {
  test("when recalled, is superseded, and nobody is told of what never reached them", async () => {
    const room = await open();
    await recallLatest(room);
    await room.sendDue();
    expect(await states(room)).toEqual(["invitation email superseded"]);
    expect(await room.mailsTo(WRONG)).toEqual([]);
  });

  test("when recalled, the other participants' messages go out as ever", async () => {
    const room = await open();
    await recallLatest(room);
    await room.sendDue();
    expect(await room.mailsTo("fk-0@example.test")).toHaveLength(1);
  });
});

describe("who may recall and correct", () => {
  const byAf = async ({ samtid, people }: PostRoom): Promise<StaffActor> => {
    const [found] = await samtid.repositories.people.findHandlaggare([people.af[0]!]);
    const { personId, organisationId, officeId, role } = found!;
    return { kind: "staff", personId, organisationId, officeId, role };
  };

  test("either agency's handläggare recalls, and only the agency that keeps the address corrects it", async () => {
    const room = await open();
    await room.sendDue();
    const af = await byAf(room);
    await recallLatest({ ...room, actor: af });
    await expect(renew({ ...room, actor: af }, RIGHT)).rejects.toMatchObject({ code: "not_allowed" });
    expect((await room.samtid.readMeetings.read(af, room.meeting.id)).withoutLink).toHaveLength(1);
    await renew(room, RIGHT);
    await room.sendDue();
    expect(await room.mailsTo(RIGHT)).toHaveLength(1);
  });

  test("a number and a postal address that were wrong: the invitation goes to the right number, and both are kept", async () => {
    const room = await open(({ samtid }) =>
      sql`update individual set email = null, phone = '070-174 06 05'`.execute(samtid.database.query()),
    );
    const { samtid } = room;
    await room.sendDue();
    await recallLatest(room);
    await renew(room, { phone: "070-174 06 35", address: ADDRESS });
    await room.sendDue();
    expect((await room.simulator.list()).map(({ to }) => to)).toEqual([
      "+46701740635",
      "+46701740605",
      "+46701740605",
    ]);
    const { rows } = await sql`select address from individual
      where name = 'Individ Nummer0'`.execute(samtid.database.query());
    expect(rows).toEqual([{ address: ADDRESS }]);
  });

  test("who answers for the individual: the agency that registered them puts their address right, and no postal one", async () => {
    const room = await open();
    const { samtid, people, actor, meeting } = room;
    await samtid.keepRepresentatives.register(actor, people.cases[0]!, {
      kind: "god_man",
      name: "Gunnar Ek",
      email: "fel@example.test",
      phone: null,
      language: "sv",
      validFrom: "2026-01-01",
      validUntil: null,
      covers: "answers",
      personnummer: null,
    });
    const found = await samtid.repositories.meetings.find(meeting.id);
    const participantId = found!.participants.find(({ role }) => role === "representative")!.id;
    await room.sendDue();
    await recallLatest({ ...room, participantId });
    const their = { ...room, participantId };
    await expect(renew(their, { address: ADDRESS })).rejects.toMatchObject({ code: "invalid" });
    await expect(renew({ ...their, actor: await byAf(room) }, RIGHT)).rejects.toMatchObject({
      code: "not_allowed",
    });
    await renew(their, RIGHT);
    await room.sendDue();
    expect(await room.mailsTo(RIGHT)).toHaveLength(1);
  });

  test("a handläggare outside the meeting, and a message of another meeting or to a handläggare, are refused", async () => {
    const room = await open();
    const { samtid, people, actor, meeting } = room;
    const other = await bookSampleMeeting(samtid, people, { startAt: STARTS_AT, index: 1 });
    const mine = await samtid.repositories.messages.listOf(meeting.id);
    const theirs = await samtid.repositories.messages.listOf(other.id);
    const recall = (by: StaffActor, id: string, messageId: string) =>
      samtid.recallMessage(by, id, { messageId, reason: REASON });
    const stranger = await staffActor(samtid, people, 1);
    const own = mine.find(({ participantId }) => participantId === room.participantId)!;
    const staff = mine.find(({ participantId }) => participantId !== room.participantId)!;
    await expect(recall(stranger, meeting.id, own.id)).rejects.toMatchObject({ code: "not_found" });
    await expect(recall(actor, meeting.id, theirs[0]!.id)).rejects.toMatchObject({ code: "not_found" });
    await expect(recall(actor, meeting.id, staff.id)).rejects.toMatchObject({ code: "wrong_state" });
  });
});
