import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../support/database.ts";

let databases: TestDatabase[];

beforeAll(async () => {
  databases = await Promise.all([1, 2, 3, 4].map(() => createTestDatabase()));
});

afterAll(() => Promise.all(databases.map((database) => database.drop())));

test("test databases made at the same time each hold the migrated schema and nothing of each other", async () => {
  const [first, ...others] = databases;
  await run(first!.url, "create table mine ()");

  expect(await run(first!.url, "select to_regclass('occupancy') as table")).toEqual([{ table: "occupancy" }]);
  for (const { url } of others) {
    expect(await run(url, "select to_regclass('occupancy') as table")).toEqual([{ table: "occupancy" }]);
    expect(await run(url, "select to_regclass('mine') as table")).toEqual([{ table: null }]);
  }
});

async function run(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows as unknown[];
  } finally {
    await client.end();
  }
}
