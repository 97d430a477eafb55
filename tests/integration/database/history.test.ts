import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { importHistoryFile } from "../../../server/commands/import-history-file.ts";
import type { StaffActor } from "../../../server/identity/actor.ts";
import { composeSamtid, type ComposedSamtid } from "../../support/composed-samtid.ts";
import { insertSamplePeople } from "../../support/sample-people.ts";

const NOW = new Date("2026-03-02T08:00:00Z");
const MEETINGS = `reference;case;type;starts_at;mode;outcome;sex;birth_year;benefit;office;other_office;known_on;continues;answer;decline_reason
M1;A1;gemensam_kartlaggning;2020-12-31 23:30;video;held;woman;1985;sjukpenning;Kontor fk;Kontor af;2021-01-11;;;
M2;A1;gemensam_kartlaggning;2021-01-20 09:00;on_site;held;woman;1985;sjukpenning;Kontor fk;Kontor af;;M1;;
M3;A2;omstallningsmote;2020-05-04;telephone;declined;man;1970;sjukersattning;Kontor fk;;;;;not_now
M4;A3;kontaktmote;2020-05-05;video;did_not_come;man;1999;sjukpenning;Kontor fk;Kontor af;;;accepted;
M5;A4;kontaktmote;2020-05-05;video;cancelled_by_individual;man;1999;sjukpenning;Kontor fk;Kontor af;;;;
`;
const COOPERATIONS = `reference,case,requested_on,requested_by,first_meeting,last_meeting,result,measures,ended_on,ending,went_to,ending_known_on,sex,birth_year,benefit,office,benefit_days_before,enrolled_at_af
C1,A1,2020-11-02,forsakringskassan,M1,M2,plan_with_measures,work_training 2021-02-01 2021-05-31 | education 2021-06-01,2021-11-09,avslutat,work,2022-01-10,woman,1985,sjukpenning,Kontor fk,410,yes
`;

let composed: ComposedSamtid;
let actor: StaffActor;

beforeAll(async () => {
  composed = await composeSamtid({ now: () => NOW });
  const people = await insertSamplePeople(composed.samtid, { handlaggare: 2, individuals: 0 });
  await run(sql`update handlaggare set is_administrator = true where subject in ('fk-0', 'af-0')`);
  const staff = (await composed.samtid.repositories.people.findBySubject("forsakringskassan", "fk-0"))!;
  expect(staff.personId).toBe(people.fk[0]);
  actor = { ...staff, kind: "staff" };
});
afterAll(() => composed?.stop());

const run = <Row>(query: ReturnType<typeof sql<Row>>) => query.execute(composed.samtid.database.query());
const bring = (kind: "meetings" | "cooperations", text: string) =>
  composed.samtid.importHistory(actor, kind, lines(text));
async function* lines(text: string) {
  yield* text.match(/[^]{1,97}/g) ?? [];
}

test("good lines are taken as meetings with who took part, outcome and answer; the same file again takes nothing", async () => {
  expect(await bring("meetings", MEETINGS)).toMatchObject({ lines: 5, taken: 5, wrong: 0, problems: [] });
  expect(await bring("meetings", MEETINGS)).toMatchObject({ lines: 5, taken: 0, knownBefore: 5, wrong: 0 });

  const { rows } = await run(sql<Record<string, unknown>>`
    select m.type, m.status, m.starts_at as "startsAt", m.snapshot_birth_year as born, o.held, o.reason, o.recorded_at as "recordedAt",
      a.status as answer, a.decline_reason as "declineReason", m.continues_meeting_id is not null as continues,
      m.cancellation_reason as cancelled,
      (select string_agg(role || coalesce(' ' || organisation_id, ''), ', ' order by organisation_id nulls first) from participant where meeting_id = m.id) as took
    from meeting m left join outcome o on o.meeting_id = m.id
      left join participant p on p.meeting_id = m.id and p.role = 'individual' left join answer a on a.participant_id = p.id
    order by m.starts_at`);
  const both = "individual, handlaggare arbetsformedlingen, handlaggare forsakringskassan";
  expect(rows).toMatchObject([
    {
      status: "cancelled",
      cancelled: "individual",
      answer: "declined",
      declineReason: "not_now",
      took: "individual, handlaggare forsakringskassan",
    },
    { status: "not_held", reason: "did_not_come", answer: "accepted", took: both },
    { status: "cancelled", cancelled: "individual", answer: null, held: null },
    {
      status: "held",
      held: true,
      startsAt: new Date("2020-12-31T22:30:00Z"),
      recordedAt: new Date("2021-01-11T11:00:00Z"),
      continues: false,
      took: both,
    },
    { status: "held", startsAt: new Date("2021-01-20T08:00:00Z"), continues: true, took: both },
  ]);
});

test("a cooperation knows its meetings, and each datum its source and its own day", async () => {
  expect(await bring("cooperations", COOPERATIONS)).toMatchObject({ taken: 1, problems: [] });
  expect(await bring("cooperations", COOPERATIONS)).toMatchObject({ taken: 0, knownBefore: 1 });

  const { rows } = await run(sql<Record<string, unknown>>`
    select c.first_meeting_on as first, c.last_meeting_on as last, m.starts_at as "startsAt", c.went_to as "wentTo", c.enrolled_at_af as enrolled,
      (select jsonb_object_agg(datum, source || ' ' || (known_at at time zone 'Europe/Stockholm')::date) from cooperation_datum where cooperation_id = c.id) as known,
      (select count(*) from cooperation_measure where cooperation_id = c.id) as measures
    from cooperation c join meeting m on m.id = c.first_meeting_id`);
  expect(rows).toEqual([
    {
      first: "2020-12-31",
      last: "2021-01-20",
      startsAt: new Date("2020-12-31T22:30:00Z"),
      wentTo: "work",
      enrolled: true,
      measures: 2,
      known: {
        request: "imported 2020-11-02",
        benefit_days: "imported 2020-11-02",
        first_meeting: "imported 2020-12-31",
        last_meeting: "imported 2021-01-20",
        result: "imported 2021-01-20",
        measures: "imported 2021-02-01",
        ending: "imported 2022-01-10",
      },
    },
  ]);
});

test("what is wrong is told line by line and never repeated; the lines around it are taken", async () => {
  const report = await bring(
    "meetings",
    `\uFEFFcase;reference;type;starts_at;mode;outcome;sex;birth_year;benefit;office;continues
B1;W1;gemensam_kartlaggning;2020-02-30;video;held;woman;1985;sjukpenning;Kontor fk;
B1;W2;fikamote;2020-02-03;video;held;woman;1985;sjukpenning;Kontor fk;
;W3;kontaktmote;2020-02-03;video;held;woman;1985;sjukpenning;Kontor fk;
B1;W4;gemensam_kartlaggning;2020-02-03;video;declined;woman;1985;sjukpenning;Kontor fk;
B1;W5;kontaktmote;2020-02-03;video;held;woman;1985;sjukpenning;Hemliga kontoret;
B1;W6;kontaktmote;2026-03-03;video;held;woman;1985;sjukpenning;Kontor fk;
B1;W7;gemensam_kartlaggning;2020-02-03;video;held;woman;1985;sjukpenning;Kontor fk;M1
B1;W8;gemensam_kartlaggning;2020-02-03;video;held;woman;1985;sjukpenning;Kontor fk;nothing
"B1";W9;gemensam_kartlaggning;2020-02-03;video;held;woman;1985;sjukpenning;"Kontor fk";
B1;W9;gemensam_kartlaggning;2020-02-03;video;held;woman;1985;sjukpenning;Kontor fk;
B1;W10;gemensam_kartlaggning;2020-02-03;video;held;woman;1985;sjukpenning;Kontor fk;;too;many
`,
  );

  expect(report.problems.map(({ line, column, code }) => [line, column, code])).toEqual([
    [2, "starts_at", "no_such_time"],
    [3, "type", "unknown_value"],
    [4, "case", "missing"],
    [5, "outcome", "not_declinable"],
    [6, "office", "unknown_office"],
    [7, "starts_at", "in_the_future"],
    [8, "continues", "other_case"],
    [9, "continues", "unknown_meeting"],
    [11, "reference", "twice_in_file"],
    [12, null, "unreadable_line"],
  ]);
  expect(report).toMatchObject({ lines: 11, taken: 1, wrong: 10 });
  expect(JSON.stringify(report)).not.toMatch(/Hemliga|fikamote/);
});

test("a file whose columns are others is not read at all", async () => {
  const report = await bring(
    "cooperations",
    "reference;case;requested_at;requested_by;sex;birth_year;benefit;office\nX;Y;2020-01-01;forsakringskassan;man;1970;ovrig;Kontor fk\n",
  );
  expect(report.problems.map(({ column, code }) => [column, code])).toEqual([
    ["requested_at", "column_unknown"],
    ["requested_on", "column_missing"],
  ]);
  expect(report).toMatchObject({ taken: 0, wrong: 1 });
  expect((await bring("meetings", "")).problems).toMatchObject([{ code: "no_header" }]);
});

test("it occupies nobody, tells nobody, is in nobody's calendar, and keeps no reference", async () => {
  const { rows } = await run(sql<Record<string, number>>`select (select count(*) from occupancy) as taken,
    (select count(*) from message) as messages, (select count(*) from calendar_version) as versions,
    (select count(*) from event_log) as events, (select count(*) from individual) as people,
    (select count(*) from meeting where erased_at is null) as shown`);
  expect(rows).toEqual([{ taken: 0, messages: 0, versions: 0, events: 0, people: 0, shown: 0 }]);
  const all = await run(sql<{ text: string }>`select history_item::text as text from history_item`);
  expect(JSON.stringify(all.rows)).not.toMatch(/M1|A1/);
  const { rows: own } = await run(sql<{ id: string }>`select id from meeting limit 1`);
  await expect(composed.samtid.readMeetings.read(actor, own[0]!.id)).rejects.toMatchObject({
    code: "not_found",
  });
});

test("the command prints what is wrong and what was taken, and wants somebody to have done it", async () => {
  const folder = await mkdtemp(join(tmpdir(), "samtid-history-"));
  const file = join(folder, "meetings.csv");
  await writeFile(
    file,
    `${MEETINGS}M6;A5;gemensam_kartlaggning;2020-05-05;video;held;woman;1985;sjukpenning;Okänt;;;;;\n`,
  );
  const command = (...by: string[]) =>
    importHistoryFile(composed.samtid, ["--agency", "forsakringskassan", ...by, "--kind", "meetings", file]);
  expect(await command("--by", "fk-0")).toEqual({
    lines: [
      "line 7, office: Kontoret finns inte. Skriv dess namn som det står i Samtid.",
      "6 lines: 0 taken, 5 known before, 1 wrong.",
    ],
    isWell: false,
  });
  expect((await command("--by", "nobody")).isWell).toBe(false);
  expect((await command()).lines[0]).toMatch(/^npm run history:import/);
  await rm(folder, { recursive: true });
});

test("only an administrator brings anything in, and only for their own agency", async () => {
  const staff = (await composed.samtid.repositories.people.findBySubject("forsakringskassan", "fk-1"))!;
  const plain = { ...staff, kind: "staff" } as const;
  await expect(composed.samtid.importHistory(plain, "meetings", lines(MEETINGS))).rejects.toMatchObject({
    code: "not_allowed",
  });
  const af = (await composed.samtid.repositories.people.findBySubject("arbetsformedlingen", "af-0"))!;
  const report = await composed.samtid.importHistory({ ...af, kind: "staff" }, "meetings", lines(MEETINGS));
  expect(report).toMatchObject({ taken: 0, wrong: 5 });
  expect(report.problems[0]).toMatchObject({ column: "office", code: "unknown_office" });
});
