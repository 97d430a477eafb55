import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { AuditEntry } from "../../../server/audit/audit.repository.ts";
import { verifyAudit } from "../../../server/commands/verify-audit.ts";
import { addDays, datesBetween, startOfDay } from "../../../server/scheduling/local-time.ts";
import { composeSamtid, type ComposedSamtid } from "../../support/composed-samtid.ts";

/** Ten days over the change to summer time; nothing happens on the fifth. */
const DAYS = datesBetween("2026-03-24", "2026-04-02");
const QUIET = DAYS[4]!;

let now: Date;
let composed: ComposedSamtid;
beforeEach(async () => {
  now = startOfDay("2026-04-03");
  composed = await composeSamtid({ now: () => now });
  for (const day of DAYS) if (day !== QUIET) await append(day, 5);
});
afterEach(() => composed.stop());

const entry = (at: Date): AuditEntry => ({
  at,
  actorKind: "staff",
  actorId: randomUUID(),
  organisationId: null,
  action: "case:read",
  objectKind: "case",
  objectId: randomUUID(),
  relation: null,
  why: null,
});
const append = (day: string, count: number) =>
  composed.samtid.repositories.audit.append(
    Array.from({ length: count }, (_, index) =>
      entry(new Date(startOfDay(day).getTime() + index * 3_600_000)),
    ),
  );
const afterTheLastDay = () => {
  now = new Date(startOfDay("2026-04-03").getTime() + 3_600_000);
};
const seal = () => composed.samtid.sealDays();
const faults = async () => (await composed.samtid.verifyTrail()).faults;
const run = (text: string, values: unknown[] = []) => composed.samtid.database.pool.query(text, values);

/** As somebody does who has all rights in the database, past every trigger. */
async function tamper(text: string, values: unknown[] = []): Promise<void> {
  const client = await composed.samtid.database.pool.connect();
  try {
    await client.query("set session_replication_role = replica");
    const { rowCount } = await client.query(text, values);
    expect(rowCount).toBeGreaterThan(0);
    await client.query("set session_replication_role = origin");
  } finally {
    client.release();
  }
}
const onDay = "(at at time zone 'Europe/Stockholm')::date";

test("ten days, sealed twice over and by two at once: each has one seal, nothing is wrong, and today is left open", async () => {
  afterTheLastDay();
  await append("2026-04-03", 3);
  await Promise.all([seal(), seal()]);
  await seal();
  expect(await composed.samtid.verifyTrail()).toMatchObject({
    from: DAYS[0],
    until: DAYS.at(-1),
    days: 10,
    rows: 45,
    faults: [],
  });
});

test("within an hour after midnight: the day that just ended is not sealed yet, for a transaction may still write in it", async () => {
  await seal();
  expect((await composed.samtid.verifyTrail()).until).toBe(DAYS.at(-2));
  await append(DAYS.at(-1)!, 1);
  afterTheLastDay();
  await seal();
  expect(await faults()).toEqual([]);
});

test.each([
  ["at", "at + interval '1 microsecond'"],
  ["actor_kind", "'invited'"],
  ["actor_id", "gen_random_uuid()"],
  ["actor_id", "null"],
  ["action", "'case:list'"],
  ["object_kind", "'meeting'"],
  ["object_id", "gen_random_uuid()"],
  ["case_id", "gen_random_uuid()"],
  ["relation", "'assigned'"],
  ["why", "'for a reason'"],
])("%s of one row changed to %s: the day is told, and no other", async (column, value) => {
  afterTheLastDay();
  await seal();
  await tamper(
    `update audit set ${column} = ${value} where id = (select max(id) from audit where ${onDay} = $1)`,
    [DAYS[2]],
  );
  expect(await faults()).toEqual([{ day: DAYS[2], kind: "changed" }]);
});

test.each([
  ["first", "min", DAYS[0]!],
  ["last", "max", DAYS[6]!],
  ["last", "max", DAYS.at(-1)!],
])("the %s row of a day removed: the day is told", async (_which, pick, day) => {
  afterTheLastDay();
  await seal();
  await tamper(`delete from audit where id = (select ${pick}(id) from audit where ${onDay} = $1)`, [day]);
  expect(await faults()).toEqual([{ day, kind: "removed" }]);
});

test("all rows of a day removed, or the day with its seal: the day is told", async () => {
  afterTheLastDay();
  await seal();
  await tamper(`delete from audit where ${onDay} = $1`, [DAYS[3]]);
  expect(await faults()).toEqual([{ day: DAYS[3], kind: "removed" }]);
  await tamper("delete from audit_seal where day = $1", [DAYS[3]]);
  expect(await faults()).toContainEqual({ day: DAYS[3], kind: "seal_missing" });
});

test("the first day removed with its seal: the day after no longer hangs on it, and is told", async () => {
  afterTheLastDay();
  await seal();
  await tamper(`delete from audit where ${onDay} = $1`, [DAYS[0]]);
  await tamper("delete from audit_seal where day = $1", [DAYS[0]]);
  expect(await faults()).toEqual([{ day: DAYS[1], kind: "changed" }]);
});

test("the latest days removed with their seals: not sealed in time is told; sealed anew, the seal in the log is not the one kept", async () => {
  afterTheLastDay();
  await seal();
  const { lastSeal } = await composed.samtid.verifyTrail();
  const expected = ["--expect", `${lastSeal!.day}=${lastSeal!.seal}`];
  expect(await verifyAudit(composed.samtid, expected)).toMatchObject({ isWell: true });
  await tamper(`delete from audit where ${onDay} >= $1`, [DAYS.at(-2)]);
  await tamper("delete from audit_seal where day >= $1", [DAYS.at(-2)]);
  expect(await faults()).toEqual([{ day: DAYS.at(-2), kind: "not_sealed" }]);
  await seal();
  expect(await verifyAudit(composed.samtid, expected)).toMatchObject({ isWell: false });
});

test("a row added to a sealed day, also to the quiet one, and before the first: told", async () => {
  afterTheLastDay();
  await seal();
  await append(QUIET, 1);
  await append(DAYS[7]!, 1);
  await append(addDays(DAYS[0]!, -1), 1);
  expect(await faults()).toEqual([
    { day: addDays(DAYS[0]!, -1), kind: "added" },
    { day: QUIET, kind: "added" },
    { day: DAYS[7], kind: "added" },
  ]);
});

test("a day removed and sealed anew by who has no key of ours: told", async () => {
  afterTheLastDay();
  await seal();
  await tamper(`delete from audit where ${onDay} = $1`, [DAYS.at(-1)]);
  await tamper("update audit_seal set row_count = 0, seal = sha256('made up'::bytea) where day = $1", [
    DAYS.at(-1),
  ]);
  expect(await faults()).toEqual([{ day: DAYS.at(-1), kind: "changed" }]);
});

test("a day marked destroyed before its time: its rows can go, and it is told", async () => {
  afterTheLastDay();
  await seal();
  await run("update audit_seal set destroyed_at = $1 where day = $2", [now, DAYS[1]]);
  await run(`delete from audit where ${onDay} = $1`, [DAYS[1]]);
  expect(await faults()).toEqual([{ day: DAYS[1], kind: "destroyed_early" }]);
});

test("the database refuses to change, remove or empty the trail and its seals", async () => {
  afterTheLastDay();
  await seal();
  for (const refused of [
    "update audit set action = 'x'",
    "delete from audit",
    "truncate audit",
    "update audit_seal set row_count = 0",
    "delete from audit_seal",
    "truncate audit_seal",
  ])
    await expect(run(refused), refused).rejects.toThrow("append only");
  expect(await faults()).toEqual([]);
});

test("the latest days alone: held against the seal of the day before", async () => {
  afterTheLastDay();
  await seal();
  await tamper(`delete from audit where id = (select max(id) from audit where ${onDay} = $1)`, [DAYS[8]]);
  expect(await composed.samtid.verifyTrail(DAYS[7])).toMatchObject({
    from: DAYS[7],
    days: 3,
    faults: [{ day: DAYS[8], kind: "removed" }],
  });
  expect((await composed.samtid.verifyTrail(DAYS[9])).faults).toEqual([]);
});
