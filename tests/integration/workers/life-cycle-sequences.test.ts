import { sql } from "kysely";
import { expect, test } from "vitest";
import type { StaffActor } from "../../../server/identity/actor.ts";
import { allows, type MeetingCommand } from "../../../server/meetings/life-cycle.ts";
import { individualOf } from "../../../server/meetings/meeting-participants.ts";
import type { MeetingRecord } from "../../../server/meetings/meeting-record.ts";
import { parseCaughtMail } from "../../../server/platform/mail/caught-mail.ts";
import { DomainError } from "../../../server/platform/domain-error.ts";
import type { BookMeeting, OfferMeeting, OpenMeeting } from "../../../server/meetings/meetings.contract.ts";
import { instantAt } from "../../../server/scheduling/local-time.ts";
import { addWorkingDays } from "../../../server/scheduling/swedish-calendar.ts";
import { offerOf } from "../../support/offer-meeting.ts";
import { openPostRoom, type PostRoom } from "../../support/post-room.ts";

/** A minute when asked for (`SAMTID_STRESS_SECONDS=60`). */
const SECONDS = Number(process.env.SAMTID_STRESS_SECONDS ?? 8);
const COMMANDS_A_LIFE = 14;
/** However slow the machine: so many that each command has been possible some time. */
const LEAST_LIVES = 20;
const BEGIN = "2026-03-02T08:00:00Z";
const TODAY = "2026-03-02";
const HOUR_S = 3_600;

/** The same lives every time. */
let seed = 11;
const dice = (sides: number) => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((seed / 2 ** 32) * sides);
};
const randomStart = (fromDay: number) =>
  instantAt(addWorkingDays(TODAY, fromDay + dice(4)), (9 + dice(5)) * 60).toISOString();

const INVITATION = /^(Du har fått en tid|Din tid är bokad)/;
const TOLD_AFTER: readonly (readonly [RegExp, RegExp])[] = [
  [/har ändrats$/, INVITATION],
  [/^Ditt möte är avbokat/, /^(Du har fått en tid|Din tid är bokad|Välj en tid)/],
  [/^Tiderna du kunde välja/, /^Välj en tid/],
];

/** A meeting's life, played by the handläggare of both agencies. */
async function createLife(room: PostRoom) {
  const { samtid, people } = room;
  const actorOf = async (personId: string): Promise<StaffActor> => {
    const [found] = await samtid.repositories.people.findHandlaggare([personId]);
    const { organisationId, officeId, role } = found!;
    return { kind: "staff", personId, organisationId, officeId, role };
  };
  const fk = await actorOf(people.fk[0]!);
  const needsWord = dice(2) === 1;
  await sql`update office set confirms_meetings = ${needsWord} where organisation_id = 'arbetsformedlingen'`.execute(
    samtid.database.query(),
  );
  const { times: _times, answerBy: _answerBy, ...plan } = offerOf(people, { times: [], answerBy: "" });
  const answerBy = instantAt(addWorkingDays(TODAY, 6), "12:00").toISOString();
  const times = [7, 12].map(randomStart);
  const period = { fromOn: addWorkingDays(TODAY, 7), untilOn: addWorkingDays(TODAY, 17) };
  const way = [{ startAt: times[0] }, { times, answerBy }, { opening: period, answerBy }][dice(3)];
  const command = { ...plan, ...way } as BookMeeting | OfferMeeting | OpenMeeting;
  const id = await samtid.bookMeeting(fk, command);
  const read = async () => (await samtid.repositories.meetings.find(id))!;
  const af = (meeting: MeetingRecord) =>
    actorOf(
      meeting.participants.find(({ organisationId }) => organisationId === "arbetsformedlingen")!.personId,
    );

  const commands: Record<string, (meeting: MeetingRecord) => Promise<unknown>> = {
    confirm: async (m) => samtid.settleDraft.confirm(await af(m), { meetingId: id, revision: m.revision }),
    reject: async (m) =>
      samtid.settleDraft.reject(await af(m), { meetingId: id, revision: m.revision }, { reason: "time" }),
    retract: (m) => samtid.settleDraft.retract(fk, { meetingId: id, revision: m.revision }),
    expire: () => samtid.expireOffers(),
    choose: (m) =>
      m.opening
        ? samtid.pickTime(fk, { meetingId: id, startAt: new Date(randomStart(6 + dice(8))) })
        : samtid.chooseTime(fk, { meetingId: id, heldTimeId: m.heldTimes[dice(2)]?.id ?? people.fk[0]! }),
    withdraw: (m) => samtid.withdrawOffer(fk, { meetingId: id, revision: m.revision }),
    move: (m) =>
      samtid.moveMeeting(
        fk,
        { meetingId: id, revision: m.revision },
        {
          startAt: randomStart(7 + dice(20)),
          durationMinutes: 60,
          mode: "video",
          place: null,
          loosen: ["notice"],
          shortNotice: { reason: "persons_wish", text: null },
        },
      ),
    swap: async (m) => {
      const { personId } = await af(m);
      const leaving = m.participants.find((participant) => participant.personId === personId)!;
      const coming = people.af.find((each) => each !== personId)!;
      await samtid.swapHandlaggare(
        fk,
        { meetingId: id, revision: m.revision },
        { participantId: leaving.id, personId: coming },
      );
    },
    invite: async (m) => {
      const guest = m.participants.find(({ isFurther }) => isFurther);
      const seen = { meetingId: id, revision: m.revision };
      if (guest) return samtid.changeFurther.release(fk, seen, guest.id);
      const asked = { personId: people.af.at(-1)!, attendance: "binding", secrecyConsentOn: null } as const;
      return samtid.changeFurther.invite(fk, seen, asked);
    },
    cancel: (m) =>
      samtid.cancelMeeting(fk, { meetingId: id, revision: m.revision }, { reason: "forsakringskassan" }),
    answer: (m) =>
      samtid.giveAnswer(
        fk,
        { meetingId: id, participantId: individualOf(m).id, timeVersion: m.timeVersion },
        { answer: "accepted" },
      ),
  };
  return { id, read, commands };
}

/** Rows of time that the meeting takes but shouldn't, or should but doesn't; asked of meetings and participants alone. */
async function wronglyTaken({ samtid }: PostRoom, meetingId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) from
      (select p.person_id, tstzrange(coalesce(h.starts_at, m.starts_at), coalesce(h.ends_at, m.ends_at)) as during,
          case m.status when 'draft' then m.confirm_by when 'offered' then m.answer_by end as expires_at
        from meeting m join participant p on p.meeting_id = m.id and p.left_at is null and p.binding
        left join held_time h on h.meeting_id = m.id and h.state = 'held'
        where m.id = ${meetingId} and m.status <> 'cancelled'
          and not (m.open_from is not null and m.status in ('draft', 'offered'))) expected
      full join (select person_id, during, expires_at from occupancy
        where meeting_id = ${meetingId} or held_time_id in (select id from held_time where meeting_id = ${meetingId})) taken
        on taken.person_id = expected.person_id and taken.during = expected.during
          and taken.expires_at is not distinct from expected.expires_at
    where taken.person_id is null or expected.person_id is null`.execute(samtid.database.query());
  return rows[0]!.count;
}

/** Sends what is due, and looks at what the individual gets: nothing of a stale time, nothing they lack the beginning of. */
async function sendAndRead(room: PostRoom, life: { read(): Promise<MeetingRecord> }, heard: string[]) {
  const before = room.smtp.received.length;
  await room.sendDue();
  const meeting = await life.read();
  for (const { to, body } of room.smtp.received.slice(before)) {
    if (to !== "individual-0@example.test") continue;
    const { subject, calendar } = await parseCaughtMail("mail", room.clock.now(), Buffer.from(body));
    expect(meeting.status, `told while a draft: ${subject}`).not.toBe("draft");
    const rule = TOLD_AFTER.find(([says]) => says.test(subject));
    if (rule)
      expect(
        heard.some((earlier) => rule[1].test(earlier)),
        subject,
      ).toBe(true);
    const startsAt = /^DTSTART:(.+)$/m.exec(calendar?.content ?? "")?.[1]?.trim();
    if (startsAt) expect(startsAt).toBe(meeting.startsAt.toISOString().replaceAll(/[-:]|\.000/g, ""));
    heard.push(subject);
  }
}

test(
  `random commands for ${SECONDS} s: what is taken is what is booked and held, counters rise, and nobody is told what isn't so for them`,
  { timeout: (SECONDS + 110) * 1_000 },
  async () => {
    const room = await openPostRoom(BEGIN);
    const done: Record<string, number> = {};
    let lives = 0;
    for (const until = Date.now() + SECONDS * 1_000; Date.now() < until || lives < LEAST_LIVES; lives++) {
      room.setTime(BEGIN);
      const life = await createLife(room);
      const heard: string[] = [];
      const names = Object.keys(life.commands);
      for (let step = 0; step < COMMANDS_A_LIFE; step++) {
        const before = await life.read();
        const possible = names.filter((name) => allows(before, name as MeetingCommand, room.clock.now()));
        const among = possible.length > 0 && dice(4) > 0 ? possible : names;
        const name = among[dice(among.length)]!;
        const refusal = await life.commands[name]!(before).then(
          () => undefined,
          (error: unknown) => {
            if (error instanceof DomainError) return error;
            throw error;
          },
        );
        const after = await life.read();
        expect(await wronglyTaken(room, life.id), `${name} of a meeting that was ${before.status}`).toBe(0);
        expect(after.timeVersion).toBeGreaterThanOrEqual(before.timeVersion);
        if (refusal) expect(after.revision).toBe(before.revision);
        else if (name !== "expire" && name !== "choose")
          expect(after.revision).toBeGreaterThan(before.revision);
        const what = before.opening && name !== "expire" ? `${name} (open)` : name;
        if (!refusal) done[what] = (done[what] ?? 0) + 1;
        // Whose word a handläggare has written down has been spoken with, whatever mail they had.
        if (!refusal && ["choose", "answer"].includes(name)) heard.push("Välj en tid (på telefon)");
        if (dice(2)) await sendAndRead(room, life, heard);
        if (dice(4) === 0) room.passSeconds(dice(40) * HOUR_S);
      }
      await sendAndRead(room, life, heard);
      await sql`delete from occupancy`.execute(room.samtid.database.query());
      await sql`delete from individual_preference`.execute(room.samtid.database.query());
    }
    process.stdout.write(`${lives} lives ${JSON.stringify(done)}\n`);
    expect(done, "openings are picked from, and others are asked to what is booked").toMatchObject({
      "choose (open)": expect.any(Number),
      "swap (open)": expect.any(Number),
      invite: expect.any(Number),
    });
  },
);
