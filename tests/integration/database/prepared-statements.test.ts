import pg from "pg";
import { onTestFinished, expect, test } from "vitest";
import { createPreparingClient } from "../../../server/platform/database/prepared-statements.ts";
import { createTestDatabase } from "../../support/database.ts";

async function openClient() {
  const database = await createTestDatabase();
  onTestFinished(() => database.drop());
  const client = new (createPreparingClient())({ connectionString: database.url });
  await client.connect();
  onTestFinished(() => client.end());
  const prepared = async () => {
    const { rows } = await client.query<{ statement: string; asked: string }>(
      "select statement, generic_plans + custom_plans as asked from pg_prepared_statements",
    );
    return Object.fromEntries(rows.map(({ statement, asked }) => [statement, Number(asked)]));
  };
  return { client, prepared };
}

test("a statement with parameters asked again and again: read once, and right each time", async () => {
  const { client, prepared } = await openClient();
  const double = (n: number) => client.query<{ it: number }>("select $1::int * 2 as it", [n]);

  for (const n of [1, 2, 3, 4, 5, 6, 7]) expect((await double(n)).rows).toEqual([{ it: 2 * n }]);
  await client.query("select 1");

  expect(await prepared()).toEqual({ "select $1::int * 2 as it": 7 });
});

test("a list of any length is not prepared, and a statement that fails does no harm", async () => {
  const { client, prepared } = await openClient();
  const list = Array.from({ length: 40 }, (_, index) => index);
  const places = list.map((index) => `$${index + 1}::int`).join(", ");
  expect((await client.query(`select 7 in (${places}) as it`, list)).rows).toEqual([{ it: true }]);

  const divide = (by: number) => client.query("select 6 / $1::int as it", [by]);
  await expect(client.query("select from nowhere where $1", [1])).rejects.toBeInstanceOf(pg.DatabaseError);
  await expect(divide(0)).rejects.toBeInstanceOf(pg.DatabaseError);
  expect((await divide(3)).rows).toEqual([{ it: 2 }]);

  expect(Object.keys(await prepared())).toEqual(["select 6 / $1::int as it"]);
});
