import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compose, type Samtid } from "../../../server/compose.ts";
import { loadDemoData } from "../../../server/demo/load-demo-data.ts";
import type { StaffActor } from "../../../server/identity/actor.ts";
import { MeetingView, MEETING_STATUSES } from "../../../server/meetings/meetings.contract.ts";
import { MEETING_TYPES } from "../../../server/meetings/types/registered-types.contract.ts";
import { chainDayOn } from "../../../server/people/chain-day.ts";
import { parsePersonnummer } from "../../../server/people/personnummer.ts";
import { readConfig } from "../../../server/platform/config.ts";
import { createLogger } from "../../../server/platform/logger.ts";
import { localDateOf } from "../../../server/scheduling/local-time.ts";
import { createTestDatabase, type TestDatabase } from "../../support/database.ts";

const KEY = Buffer.alloc(32, 7).toString("base64");
const CONFIG = readConfig({
  NODE_ENV: "test",
  SESSION_KEYS: KEY,
  LINK_KEY: KEY,
  DATA_KEYS: `test:${KEY}`,
});
const WEEKDAY_MORNING = "2026-03-11T08:40:00Z";
const HOUR_MS = 60 * 60_000;

const composeAt = (database: TestDatabase, now: string): Samtid =>
  compose({
    config: CONFIG,
    databaseUrl: database.url,
    clock: { now: () => new Date(now) },
    logger: createLogger("silent"),
  });

async function rows<T>({ database }: Samtid, sql: string): Promise<T[]> {
  return (await database.pool.query(sql)).rows as T[];
}
const column = async <T>(samtid: Samtid, sql: string): Promise<T[]> =>
  (await rows<{ value: T }>(samtid, sql)).map(({ value }) => value);
const count = async (samtid: Samtid, from: string) =>
  Number((await column<number>(samtid, `select count(*) as value from ${from}`))[0]);

/** What the data says, without ids and references. */
const STORY = `
  select i.name, m.type, m.mode, m.place, m.status, m.starts_at, m.created_at, m.changed_at, m.revision, m.time_version,
    (select array_agg(a.status || a.channel || a.answered_at order by a.id) from answer a where a.participant_id = p.id),
    (select array_agg(x.kind || x.state || x.queued_at order by x.queued_at, x.kind) from message x
      where x.participant_id = p.id),
    (select array_agg(h.name order by h.name) from participant q join handlaggare h using (person_id)
      where q.meeting_id = m.id)
  from meeting m join participant p on p.meeting_id = m.id join individual i using (person_id)
  order by m.starts_at, i.name`;

/** The meeting that has been and that nobody has told the outcome of. */
const UNTOLD =
  "select m.id from meeting m join participant p on p.meeting_id = m.id join individual i using (person_id) where i.name = 'Jonas Håkansson' and m.type = 'uppfoljningsmote'";

describe.each([
  ["a weekday morning", WEEKDAY_MORNING],
  ["a Saturday", "2026-03-14T13:00:00Z"],
  ["Christmas Eve", "2026-12-24T10:00:00Z"],
  ["the day that loses an hour", "2026-03-29T00:59:00Z"],
  ["the hour that comes twice", "2026-10-25T01:30:00Z"],
])("demo data loaded on %s", (_day, now) => {
  let database: TestDatabase;
  let samtid: Samtid;

  beforeAll(async () => {
    database = await createTestDatabase();
    samtid = composeAt(database, now);
    await loadDemoData(samtid);
  });
  afterAll(async () => {
    await samtid.database.close();
    await database.drop();
  });

  test("holds the agencies, offices and people promised", async () => {
    const perAgency = "select count(*)::int as value from handlaggare group by organisation_id";
    expect(await count(samtid, "organisation")).toBe(2);
    expect(await count(samtid, "(select distinct organisation_id, lan from office)")).toBe(6);
    expect(await column(samtid, "select count(distinct lan)::int as value from office")).toEqual([3]);
    expect((await column<number>(samtid, perAgency)).toSorted()).toEqual([12, 14]);
    expect(await count(samtid, "individual")).toBe(40);
    expect(await count(samtid, "cooperation_case")).toBe(40);
    expect(await count(samtid, "consent")).toBe(36);
    expect(await count(samtid, "absence where title is not null")).toBeGreaterThan(10);
    expect(await column(samtid, "select distinct protection as value from individual order by 1")).toEqual([
      "none",
      "sekretessmarkering",
      "skyddad_folkbokforing",
    ]);
    expect(await column(samtid, "select distinct language as value from individual order by 1")).toEqual([
      "ar",
      "en",
      "sv",
      "sv-lattlast",
    ]);
  });

  test("reaches nobody real: test personnummer, fictional telephone numbers, example addresses", async () => {
    const individuals = await rows<{ keyId: string; encrypted: Buffer; sex: string }>(
      samtid,
      `select personnummer_key_id as "keyId", personnummer_encrypted as encrypted, sex from individual`,
    );
    for (const { sex, ...stored } of individuals) {
      const digits = samtid.vault.decrypt(stored);
      expect(parsePersonnummer(digits, 2026)?.digits).toBe(digits);
      expect(digits.slice(8, 11)).toMatch(sex === "man" ? /^(981|239)$/ : /^(980|238)$/);
    }
    for (const phone of await column<string>(samtid, "select phone as value from individual"))
      expect(phone).toMatch(/^070-174 06 (0[5-9]|[1-9]\d)$/);
    for (const phone of await column<string>(samtid, "select phone as value from organisation"))
      expect(phone).toMatch(/^08-465 004 \d\d$/);
    for (const email of await column<string>(
      samtid,
      "select email as value from individual where email is not null union all select email from handlaggare",
    ))
      expect(email).toMatch(/^[a-z.-]+@[a-z]+\.example$/);
  });

  test("has meetings in every status, and every type and way of meeting among those booked", async () => {
    const booked = "from meeting where status = 'booked'";
    expect((await column(samtid, "select distinct status as value from meeting")).sort()).toEqual(
      [...MEETING_STATUSES].sort(),
    );
    expect((await column(samtid, `select distinct type as value ${booked}`)).sort()).toEqual(
      [...MEETING_TYPES].sort(),
    );
    expect(await column(samtid, `select distinct mode as value ${booked} order by 1`)).toEqual([
      "mixed",
      "on_site",
      "telephone",
      "video",
    ]);
    expect(
      await column(samtid, "select distinct status || ' ' || channel as value from answer order by 1"),
    ).toEqual(["accepted telephone", "accepted web", "declined web", "tentative web"]);
    expect(
      await count(
        samtid,
        "meeting join participant p on p.meeting_id = meeting.id where time_version = 2 and p.sequence = 1 and status = 'booked'",
      ),
    ).toBe(6);
  });

  test("has booked meetings ahead, held and not held ones behind, and nothing that happens later than now", async () => {
    const [behind] = await column<Date>(
      samtid,
      "select max(ends_at) as value from meeting where status in ('held', 'not_held')",
    );
    const [ahead] = await column<Date>(
      samtid,
      `select min(starts_at) as value from meeting where status = 'booked' and id <> (${UNTOLD})`,
    );
    const [latest] = await column<Date>(
      samtid,
      `select max(at) as value from (
        select changed_at from meeting union all select created_at from meeting union all
        select queued_at from message union all select changed_at from message union all
        select answered_at from answer union all select first_opened_at from one_time_link union all
        select occurred_at from event_log union all select at from audit union all
        select recorded_at from consent) as happened (at)`,
    );
    expect(behind!.getTime()).toBeLessThanOrEqual(Date.parse(now));
    expect(ahead!.getTime()).toBeGreaterThan(Date.parse(now));
    expect(latest!.getTime()).toBeLessThanOrEqual(Date.parse(now));
  });

  test("has a draft that AF Luleå is to confirm, and days among which somebody may pick a time that there is", async () => {
    const [draft] = await rows<{ id: string; office: string; asked: number }>(
      samtid,
      `select m.id, o.name as office, count(x.id)::int as asked from meeting m
      join participant p on p.meeting_id = m.id join office o on o.id = p.office_id
      left join message x on x.participant_id = p.id and x.kind = 'confirmation_request'
      where m.status = 'draft' and o.confirms_meetings group by m.id, o.name`,
    );
    expect(draft).toMatchObject({ office: "Luleå", asked: 1 });
    const [opened] = await rows<{ meetingId: string; participantId: string }>(
      samtid,
      `select m.id as "meetingId", p.id as "participantId" from meeting m join participant p on p.meeting_id = m.id
      where m.status = 'offered' and m.open_from is not null and p.role = 'individual'`,
    );
    const { times } = await samtid.readPickableTimes({ kind: "invited", ...opened! }, opened!.meetingId);
    expect(times.length).toBeGreaterThan(5);
  });

  test("holds three times of an offered meeting that waits for an answer, for everyone who must come", async () => {
    const held = await rows<{ who: string; answerBy: Date; opened: boolean; people: number }>(
      samtid,
      `select i.name as who, m.answer_by as "answerBy", l.first_opened_at is not null as opened, count(o.id)::int as people
      from meeting m join participant p on p.meeting_id = m.id join individual i using (person_id)
      join one_time_link l on l.participant_id = p.id
      join held_time h on h.meeting_id = m.id and h.state = 'held'
      join occupancy o on o.held_time_id = h.id and o.expires_at = m.answer_by
      where m.status = 'offered' group by h.id, i.name, m.answer_by, l.first_opened_at`,
    );
    expect(held.map(({ who, opened, people }) => [who, opened, people])).toEqual(
      Array(3).fill(["Ebba Källström", true, 3]),
    );
    expect(held[0]!.answerBy.getTime()).toBeGreaterThan(Date.parse(now));
  });

  test("takes everyone's time for meetings that stand, and nobody's for cancelled ones", async () => {
    const kept = await rows<{ cancelled: boolean; people: number }>(
      samtid,
      `select distinct m.status = 'cancelled' as cancelled, count(o.id)::int as people
      from meeting m left join occupancy o on o.meeting_id = m.id and o.during = tstzrange(m.starts_at, m.ends_at)
      where m.status <> 'offered' group by m.id order by 1`,
    );
    expect(kept).toEqual([
      { cancelled: false, people: 3 },
      { cancelled: true, people: 0 },
    ]);
  });

  test("offers contact meetings between day 90 and day 180 of the sick-leave case", async () => {
    const meetings = await rows<{ chainDay: number; chainDayOn: string; startsAt: Date }>(
      samtid,
      `select chain_day as "chainDay", chain_day_on as "chainDayOn", starts_at as "startsAt"
      from meeting m join cooperation_case c on c.id = m.case_id where m.type = 'kontaktmote'`,
    );
    expect(meetings.length).toBeGreaterThan(5);
    for (const { startsAt, ...entered } of meetings) {
      const day = chainDayOn(entered, localDateOf(startsAt)) ?? 0;
      expect([day >= 90, day <= 180]).toEqual([true, true]);
    }
  });

  test("leaves nothing to send, and no reminder that is due unwritten", async () => {
    const before = await count(samtid, "message");
    await samtid.planReminders();

    expect(await count(samtid, "message")).toBe(before);
    expect(await column(samtid, "select distinct state as value from message order by 1")).toEqual([
      "done",
      "failed",
      "handed_over",
      "superseded",
      "to_do",
    ]);
  });

  test("can be read, every meeting of it, by the handläggare who takes part", async () => {
    const participations = await rows<StaffActor & { meetingId: string }>(
      samtid,
      `select 'staff' as kind, person_id as "personId", h.organisation_id as "organisationId", h.office_id as "officeId",
        h.role, meeting_id as "meetingId" from participant join handlaggare h using (person_id)`,
    );
    for (const { meetingId, ...actor } of participations)
      expect(MeetingView.parse(await samtid.readMeetings.read(actor, meetingId)).id).toBe(meetingId);
    expect(participations).toHaveLength(2 * (await count(samtid, "meeting")));
  });
});

describe("demo data", () => {
  let database: TestDatabase;
  let first: Samtid;
  let second: Samtid;

  beforeAll(async () => {
    database = await createTestDatabase();
    first = composeAt(database, WEEKDAY_MORNING);
    second = composeAt(database, WEEKDAY_MORNING);
    await Promise.all([loadDemoData(first), loadDemoData(second)]);
  });
  afterAll(async () => {
    await Promise.all([first.database.close(), second.database.close()]);
    await database.drop();
  });

  test("is loaded once, though two processes load it at the same time and once more", async () => {
    await loadDemoData(first);

    expect(await count(first, "organisation")).toBe(2);
    expect(await count(first, "individual")).toBe(40);
    expect(await count(first, "meeting")).toBe(44);
  });

  test("on a weekday has a meeting within the hour, whose room those at the top of the list may enter", async () => {
    const findFirst = async (organisationId: "forsakringskassan" | "arbetsformedlingen") => {
      const [staff] = await first.repositories.people.listSubjects(organisationId);
      return staff!;
    };
    const [fk, af] = [await findFirst("forsakringskassan"), await findFirst("arbetsformedlingen")];
    const now = new Date(WEEKDAY_MORNING);
    const { items } = await first.readMeetings.list(
      { kind: "staff", ...fk },
      { from: now, to: new Date(now.getTime() + HOUR_MS) },
      { limit: 10, page: 1 },
    );
    expect(items).toHaveLength(1);
    const meeting = await first.readMeetings.read({ kind: "staff", ...af }, items[0]!.id);
    expect([meeting.status, meeting.mode, meeting.may.enterRoom]).toEqual(["booked", "video", true]);
  });

  test("is the same each time, but for ids, references and links", async () => {
    const another = await createTestDatabase();
    const samtid = composeAt(another, WEEKDAY_MORNING);
    await loadDemoData(samtid);
    const again = await rows(samtid, STORY);
    await samtid.database.close();
    await another.drop();

    expect(again).toEqual(await rows(first, STORY));
  });

  test("is kept out of a database that has an organisation", async () => {
    const used = await createTestDatabase();
    const samtid = composeAt(used, WEEKDAY_MORNING);
    await samtid.database.pool.query(
      "insert into organisation values ('forsakringskassan', 'Försäkringskassan', '08-465 004 00')",
    );
    await loadDemoData(samtid);
    const people = await count(samtid, "person");
    await samtid.database.close();
    await used.drop();

    expect(people).toBe(0);
  });
});
