import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createRotateKeys } from "../../../server/privacy/rotate-keys.ts";
import type { Transactions, UnitOfWork } from "../../../server/platform/unit-of-work.ts";
import { createVault } from "../../../server/platform/vault.ts";
import { composeSamtid, type ComposedSamtid } from "../../support/composed-samtid.ts";
import { loadDemoData } from "../../../server/demo/load-demo-data.ts";

const key = (fill: number) => Buffer.alloc(32, fill).toString("base64");
const OLD = { test: key(1) };
const NEW = { k2026: key(9) };
const KEYS = { ...OLD, ...NEW };
const vault = createVault(KEYS);

let composed: ComposedSamtid;
let before: string[];
beforeAll(async () => {
  const now = new Date("2026-03-16T08:00:00Z");
  composed = await composeSamtid({ now: () => now });
  await loadDemoData(composed.samtid);
  const meeting = await composed.samtid.database
    .query()
    .selectFrom("meeting")
    .select("id")
    .executeTakeFirstOrThrow();
  const { keyId, encrypted } = createVault(OLD).encrypt("Egna ord");
  const staff = await composed.samtid.database
    .query()
    .selectFrom("handlaggare")
    .select("person_id")
    .executeTakeFirstOrThrow();
  await sql`insert into note (meeting_id, organisation_id, text_encrypted, text_key_id, revision, changed_at, changed_by)
    values (${meeting.id}, null, ${encrypted}, ${keyId}, 1, ${now}, ${staff.person_id})
    on conflict do nothing`.execute(composed.samtid.database.query());
  before = await readAll(createVault(OLD));
});
afterAll(() => composed.stop());

const columns = () => composed.samtid.repositories.sealedColumns.list();
async function valuesOf({ table, name }: { table: string; name: string }) {
  const { rows } = await composed.samtid.database.pool.query<{ keyId: string; encrypted: Buffer }>(
    `select ${name}_key_id as "keyId", ${name}_encrypted as encrypted from ${table} where ${name}_encrypted is not null`,
  );
  return rows;
}
/** Every secret in the clear, whatever it lies in. */
async function readAll(by: Pick<ReturnType<typeof createVault>, "decrypt">): Promise<string[]> {
  const all: string[] = [];
  for (const column of await columns())
    for (const value of await valuesOf(column)) all.push(`${column.table} ${by.decrypt(value)}`);
  return all.sort();
}
const rotate = (transactions: Transactions = composed.samtid.database) =>
  createRotateKeys({ sealedColumns: composed.samtid.repositories.sealedColumns, transactions, vault });

test("every encrypted column is found, those to come too", async () => {
  const { rows } = await composed.samtid.database.pool.query<{ name: string }>(
    `select table_name || '.' || column_name as name from information_schema.columns
     where table_schema = 'public' and data_type = 'bytea' and column_name not like '%hash'
       and table_name || '.' || column_name not in ('audit_seal.seal', 'figure_export.content', 'socket_io_attachments.payload')
     order by 1`,
  );
  expect((await columns()).map(({ table, name }) => `${table}.${name}_encrypted`)).toEqual(
    rows.map(({ name }) => name),
  );
});

test("broken off, and with writes going on meanwhile: all is readable all the time, and in the end under the newest key alone", async () => {
  let transactions = 0;
  const breaking: Transactions = {
    transaction: (work) =>
      composed.samtid.database.transaction(async (unitOfWork: UnitOfWork) => {
        const result = await work(unitOfWork);
        if (++transactions === 2)
          await sql`select pg_terminate_backend(pg_backend_pid())`.execute(
            composed.samtid.database.query(unitOfWork),
          );
        return result;
      }),
  };
  await expect(rotate(breaking)()).rejects.toThrow();
  expect(await readAll(vault)).toEqual(before);

  const writing = Promise.all(
    Array.from({ length: 20 }, async (_, index) => {
      const { keyId, encrypted } = vault.encrypt(`skrivet ${index}`);
      await sql`update note set text_encrypted = ${encrypted}, text_key_id = ${keyId}, revision = revision + 1`.execute(
        composed.samtid.database.query(),
      );
    }),
  );
  await Promise.all([rotate()(), rotate()(), writing]);
  const last = await rotate()();
  expect(last.map(({ left }) => left)).toEqual(last.map(() => 0));

  const newestAlone = createVault(NEW);
  for (const column of await columns())
    for (const { keyId } of await valuesOf(column)) expect(keyId).toBe("k2026");
  const isNote = (secret: string) => secret.startsWith("note ");
  expect((await readAll(newestAlone)).filter((secret) => !isNote(secret))).toEqual(
    before.filter((secret) => !isNote(secret)),
  );
  for (const secret of (await readAll(newestAlone)).filter(isNote))
    expect(secret).toMatch(/^note skrivet \d+$/);
});

test("once more: nothing is left to do, and no value is touched", async () => {
  const values = async () => Promise.all((await columns()).map(valuesOf));
  const untouched = await values();
  expect((await rotate()()).every(({ rotated }) => rotated === 0)).toBe(true);
  expect(await values()).toEqual(untouched);
});

test("the lookup stays the same: a personnummer is found by the first key's hash after the rotation", async () => {
  const [individual] = await composed.samtid.database
    .query()
    .selectFrom("individual")
    .selectAll()
    .limit(1)
    .execute();
  const digits = vault.decrypt({
    keyId: individual!.personnummer_key_id,
    encrypted: individual!.personnummer_encrypted,
  });
  expect(vault.lookupHash(digits).equals(individual!.personnummer_hash)).toBe(true);
});
