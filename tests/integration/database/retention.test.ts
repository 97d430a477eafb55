import { sql } from "kysely";
import { DateTime } from "luxon";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createApplyRetention } from "../../../server/privacy/apply-retention.ts";
import { RETENTION } from "../../../server/privacy/retention-table.ts";
import type { Transactions, UnitOfWork } from "../../../server/platform/unit-of-work.ts";
import { composeSamtid, type ComposedSamtid } from "../../support/composed-samtid.ts";
import { expectedAfterRetention, type Snapshot } from "../../support/retention-oracle.ts";
import { insertTenYears } from "../../support/ten-years.ts";

const NIGHT = new Date("2026-11-22T02:30:00Z");
/** Bookkeeping of the run itself, of the migrations, and a number that says nothing and is raised by triggers. */
const NOT_DATA = [
  "retention_run",
  "retention_count",
  "kysely_migration",
  "kysely_migration_lock",
  "calendar_version",
];

const now = NIGHT;
let composed: ComposedSamtid;
let before: Snapshot;
let countsBefore: unknown;
beforeAll(async () => {
  composed = await composeSamtid({ now: () => now });
  const midnight = DateTime.fromJSDate(NIGHT, { zone: "Europe/Stockholm" }).startOf("day");
  const limits = [{ years: 5 }, { years: 1 }, { days: 90 }, { days: 30 }].map((ago) =>
    midnight.minus(ago).toJSDate(),
  );
  await insertTenYears(composed.samtid.database.pool, { seed: 20261122, now: NIGHT, limits });
  await insertTextsAndChecks();
  await insertTrail();
  before = await snapshot();
  countsBefore = await followUpCounts();
});
afterAll(() => composed.stop());

/** What every message said, and how everybody from outside the agencies was known. */
async function insertTextsAndChecks(): Promise<void> {
  const query = composed.samtid.database.query();
  await sql`insert into sent_text select id, '\\x01', 'test' from message`.execute(query);
  await sql`insert into identity_check
    select p.id, 'in_person', p.created_at, (select person_id from handlaggare order by 1 limit 1)
    from participant p where p.role <> 'handlaggare'`.execute(query);
  await sql`update consent set withdrawn_at = recorded_at, withdrawn_by = recorded_by
    where id in (select id from consent order by id limit 40)`.execute(query);
}

/** A row every third day of eleven years, sealed. */
async function insertTrail(): Promise<void> {
  await sql`insert into audit (at, actor_kind, action, object_kind, object_id)
    select day, 'system', 'case:read', 'case', gen_random_uuid()
    from generate_series('2015-11-01T09:00:00Z'::timestamptz, '2026-11-20T09:00:00Z', interval '3 days') as day`.execute(
    composed.samtid.database.query(),
  );
  await sql`insert into audit (at, actor_kind, action, object_kind, object_id)
    select at, 'system', 'case:read', 'case', gen_random_uuid()
    from unnest(array['2016-11-21T22:59:59.999Z', '2016-11-21T23:00:00Z', '2016-11-20T23:00:00Z']::timestamptz[]) as at`.execute(
    composed.samtid.database.query(),
  );
  await composed.samtid.sealDays();
}

async function snapshot(): Promise<Snapshot> {
  const { pool } = composed.samtid.database;
  const { rows: tables } = await pool.query<{ name: string }>(
    `select table_name as name from information_schema.tables
     where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> all($1) order by 1`,
    [NOT_DATA],
  );
  const all: [string, Record<string, unknown>[]][] = [];
  for (const { name } of tables) {
    const { rows } = await pool.query<{ row: Record<string, unknown> }>(
      `select to_jsonb(t) as row from ${name} t order by to_jsonb(t)::text`,
    );
    all.push([name, rows.map(({ row }) => row)]);
  }
  return Object.fromEntries(all);
}

const inOrder = (taken: Snapshot) =>
  Object.fromEntries(
    Object.entries(taken).map(([table, rows]) => [table, rows.map((row) => JSON.stringify(row)).sort()]),
  );

/** What follow-up counts by. */
async function followUpCounts(): Promise<unknown> {
  const { rows } = await composed.samtid.database.pool.query(
    `select m.type, m.status, m.mode, m.snapshot_sex, m.snapshot_birth_year, m.snapshot_benefit, m.snapshot_office_id,
       date_trunc('month', m.starts_at) as month, o.held, o.reason, a.status as answer, a.decline_reason, count(*)
     from meeting m left join outcome o on o.meeting_id = m.id
       left join participant p on p.meeting_id = m.id and p.role = 'individual' left join answer a on a.participant_id = p.id
     group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 order by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12`,
  );
  return rows;
}

/** Breaks the connection off in the middle of a transaction: all work of it done, nothing committed. */
function dyingIn(nth: number): Transactions {
  const { database } = composed.samtid;
  let count = 0;
  return {
    transaction: (work) =>
      database.transaction(async (unitOfWork: UnitOfWork) => {
        const result = await work(unitOfWork);
        if (++count === nth)
          await sql`select pg_terminate_backend(pg_backend_pid())`.execute(database.query(unitOfWork));
        return result;
      }),
  };
}

test("ten years: a run killed again and again in the middle of its work ends as the table says, row for row, and counted once", async () => {
  const { samtid } = composed;
  const { retention } = samtid.repositories;
  const due = await samtid.applyRetention.preview();
  expect(await snapshot()).toEqual(before);
  for (const { kind } of RETENTION) expect(due[kind], kind).toBeGreaterThan(0);

  for (const nth of [1, 2, 5, 9, 14]) {
    const dying = createApplyRetention({ retention, transactions: dyingIn(nth), clock: { now: () => now } });
    await expect(dying.run()).rejects.toThrow();
  }
  expect((await retention.findLatest())?.finishedAt).toBeNull();
  await samtid.applyRetention.run();

  const expected = expectedAfterRetention(before, NIGHT);
  const after = await snapshot();
  for (const table of Object.keys(expected))
    expect(inOrder({ [table]: after[table]! }), table).toEqual(inOrder({ [table]: expected[table]! }));
  expect(Object.keys(after)).toEqual(Object.keys(expected));
  expect(await followUpCounts()).toEqual(countsBefore);

  const latest = await retention.findLatest();
  expect(latest).toMatchObject({ runOn: "2026-11-22", finishedAt: NIGHT });
  // What goes with its case is counted as the case.
  expect(latest!.erased.case).toBe(due.case);
  expect(latest!.erased.audit).toBe(due.audit);
  expect(await samtid.verifyTrail()).toMatchObject({ faults: [] });
});

test("once more the same night: nothing more goes, and nothing more is due", async () => {
  const { samtid } = composed;
  const after = await snapshot();
  expect(await samtid.applyRetention.run()).toBeUndefined();
  expect(Object.values(await samtid.applyRetention.preview()).every((count) => count === 0)).toBe(true);
  const oracle = expectedAfterRetention(after, NIGHT);
  expect(inOrder(await snapshot())).toEqual(inOrder(oracle));
  expect(inOrder(await snapshot())).toEqual(inOrder(after));
});

test("every table that knows a case, a meeting or somebody of theirs: the erasure of a case has taken a stand on it", async () => {
  const { rows } = await composed.samtid.database.pool.query<{ name: string }>(
    `select distinct conrelid::regclass::text as name from pg_constraint
     where contype = 'f' and confrelid = any (array['individual', 'cooperation_case', 'meeting', 'participant', 'room',
       'one_time_link', 'message']::regclass[]) order by 1`,
  );
  const erased = [
    ..."answer attendance attendance_objection calendar_reply case_assignment consent cooperation cooperation_case disqualification equipment_check event_log feed".split(
      " ",
    ),
    ..."identity_check incident individual_preference interpreter_need lifted_disqualification meeting message note occupancy".split(
      " ",
    ),
    ..."one_time_link recall representative seat sent_text task".split(" "),
  ];
  // They hold ids, times and codes: held_time and outcome are counted, the others say nothing of anybody.
  const keptAsTheyAre =
    "held_time idempotency_key interpreter_state kept_collision outcome participant room".split(" ");
  expect(rows.map(({ name }) => name)).toEqual([...erased, ...keptAsTheyAre].sort());
});
