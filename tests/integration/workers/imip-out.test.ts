import ICAL from "ical.js";
import { expect, test } from "vitest";
import {
  bookSampleMeeting,
  cancelSampleMeeting,
  moveSampleMeeting,
  staffActor,
} from "../../support/booked-meeting.ts";
import { readWithForeignParsers } from "../../support/foreign-parsers.ts";
import { lintCalendar } from "../../support/icalendar-linter.ts";
import { openPostRoom, type PostRoom } from "../../support/post-room.ts";

/** What an address has been sent for its calendar, oldest first. */
async function sentTo(room: PostRoom, address: string) {
  const mails = await room.mailsTo(address);
  return mails.flatMap(({ calendar }) => {
    if (!calendar) return [];
    const parsed = new ICAL.Component(ICAL.parse(calendar.content) as unknown[]);
    const event = parsed.getFirstSubcomponent("vevent")!;
    const of = (name: string) => String(event.getFirstPropertyValue(name));
    expect(lintCalendar(calendar.content)).toEqual([]);
    expect(parsed.getFirstPropertyValue("method")).toBe(calendar.method);
    expect(
      event.getAllProperties("attendee").map((each) => String(each.getFirstValue()).toLowerCase()),
    ).toEqual([`mailto:${address}`]);
    return [
      {
        method: calendar.method,
        sequence: Number(of("sequence")),
        startsAt: of("dtstart"),
        status: of("status"),
        uid: of("uid"),
        organizer: of("organizer"),
        content: calendar.content,
      },
    ];
  });
}

test("booked, moved, handed over to another title's colleague and cancelled: each change to each whom it concerns, under one UID with a rising SEQUENCE", async () => {
  const room = await openPostRoom("2026-03-02T08:00:00Z");
  const meeting = await bookSampleMeeting(room.samtid, room.people, {
    startAt: new Date("2026-03-18T09:00:00Z"),
  });
  const next = async (change: () => Promise<unknown>) => {
    await change();
    await room.sendDue();
    room.passSeconds(60);
  };
  await next(async () => undefined);
  await next(() =>
    moveSampleMeeting(room.samtid, room.people, {
      id: meeting.id,
      startAt: new Date("2026-03-31T12:00:00Z"),
    }),
  );
  await next(async () => {
    const { revision, participants } = (await room.samtid.repositories.meetings.find(meeting.id))!;
    const leaving = participants.find(({ personId }) => personId === room.people.af[0])!;
    await room.samtid.swapHandlaggare(
      await staffActor(room.samtid, room.people),
      { meetingId: meeting.id, revision },
      { participantId: leaving.id, personId: room.people.af[1]! },
    );
  });
  await next(() => cancelSampleMeeting(room.samtid, room.people, meeting.id));

  const story = async (address: string) =>
    (await sentTo(room, address)).map(({ method, sequence, startsAt, status }) =>
      [method, sequence, startsAt.slice(5, 16), status].join(" "),
    );
  const whole = [
    "REQUEST 0 03-18T09:00 CONFIRMED",
    "REQUEST 1 03-31T12:00 CONFIRMED",
    "CANCEL 2 03-31T12:00 CANCELLED",
  ];
  expect(await story("individual-0@example.test")).toEqual(whole);
  expect(await story("fk-0@example.test")).toEqual(whole);
  expect(await story("af-0@example.test")).toEqual(whole);
  expect(await story("af-1@example.test")).toEqual([
    "REQUEST 0 03-31T12:00 CONFIRMED",
    "CANCEL 1 03-31T12:00 CANCELLED",
  ]);

  const addresses = ["individual-0", "fk-0", "af-0", "af-1"].map((name) => `${name}@example.test`);
  const sent = await Promise.all(addresses.map((address) => sentTo(room, address)));
  for (const own of sent) {
    expect(new Set(own.map(({ uid }) => uid)).size).toBe(1);
    expect(new Set(own.map(({ organizer }) => organizer)).size).toBe(1);
  }
  expect(new Set(sent.flat().map(({ uid }) => uid)).size).toBe(addresses.length);
  const readings = await readWithForeignParsers(sent.flat().map(({ content }) => content));
  expect(readings.map(([event]) => event?.start.slice(0, 16))).toEqual(
    sent.flat().map(({ startsAt }) => startsAt.slice(0, 16)),
  );
});

test("every mail: its own envelope sender for bounces, and the participation's address to answer to", async () => {
  const room = await openPostRoom("2026-03-02T08:00:00Z");
  await bookSampleMeeting(room.samtid, room.people, { startAt: new Date("2026-03-18T09:00:00Z") });
  await room.sendDue();
  const senders = room.smtp.received.map(({ envelopeFrom }) => envelopeFrom);
  expect(new Set(senders).size).toBe(3);
  for (const sender of senders) expect(sender).toMatch(/^studs\+[0-9a-f-]{36}\.[a-z2-7]{20}@example\.test$/);
  for (const { body } of room.smtp.received) {
    expect(body).toMatch(/^From: Samtid <samtid@example\.test>$/m);
    expect(body).toMatch(/^Reply-To:\s+svar\+[0-9a-f-]{36}\.[a-z2-7]{20}@example\.test$/m);
  }
});
