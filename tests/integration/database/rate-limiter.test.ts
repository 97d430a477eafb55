import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createDatabase, type Database } from "../../../server/platform/database/database.ts";
import { RateLimits } from "../../../server/platform/limit-settings.ts";
import { createRateLimiter, type RateLimiter } from "../../../server/platform/limits/rate-limiter.ts";
import { createLogger } from "../../../server/platform/logger.ts";
import { createTestDatabase, type TestDatabase } from "../../support/database.ts";
import { startRedis, type TestRedis } from "../../support/redis.ts";

const logger = createLogger("silent");
const limits = RateLimits.parse({
  search: { points: 3, seconds: 600 },
  failedLink: { points: 2, seconds: 600 },
});

let testDatabase: TestDatabase;
let database: Database;
let redis: TestRedis;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = createDatabase(testDatabase.url, { poolSize: 5, logger });
  redis = await startRedis();
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
  await redis.stop();
});

const open = (redisUrl: string | undefined, pool = database.pool) =>
  createRateLimiter({ limits, pool, redisUrl, key: Buffer.alloc(32, 5), logger });
const outcome = (attempt: Promise<void>) =>
  attempt.then(
    () => "done",
    (error: { code: string; extensions: { retryAfterSeconds: number } }) => {
      expect(error.extensions.retryAfterSeconds).toBeGreaterThan(500);
      return error.code;
    },
  );
async function repeated(times: number, attempt: () => Promise<void>): Promise<string[]> {
  const outcomes: string[] = [];
  for (let n = 0; n < times; n++) outcomes.push(await outcome(attempt()));
  return outcomes;
}

describe.each([
  ["PostgreSQL", () => undefined],
  ["Redis", () => redis.url],
])("limits kept in %s", (_where, redisUrl) => {
  test("count over all processes, and each key for itself", async () => {
    const [one, other] = [open(redisUrl()), open(redisUrl())];
    expect(await repeated(2, () => one.take("search", "anna"))).toEqual(["done", "done"]);

    expect(await repeated(2, () => other.take("search", "anna"))).toEqual(["done", "too_many_requests"]);
    expect(await outcome(one.take("search", "anna"))).toBe("too_many_requests");
    expect(await outcome(one.take("search", "bertil"))).toBe("done");
    await Promise.all([one.close(), other.close()]);
  });

  test("of what is counted only when it fails refuse nobody before", async () => {
    const limiter = open(redisUrl());
    expect(await repeated(50, () => limiter.refuseBeyond("failedLink", "somewhere"))).not.toContain(
      "too_many_requests",
    );
    await repeated(3, () => limiter.take("failedLink", "somewhere"));

    expect(await outcome(limiter.refuseBeyond("failedLink", "somewhere"))).toBe("too_many_requests");
    expect(await outcome(limiter.refuseBeyond("failedLink", "elsewhere"))).toBe("done");
    await limiter.close();
  });

  test("two hundred at once get no more than one after another", async () => {
    const limiter = open(redisUrl());
    const outcomes = await Promise.all(
      Array.from({ length: 200 }, () => outcome(limiter.take("search", "crowd"))),
    );

    expect(outcomes.filter((each) => each === "done")).toHaveLength(3);
    await limiter.close();
  });
});

test("where the store doesn't answer, each process counts for itself: nobody is shut out, and nobody has a free way", async () => {
  const lost = createDatabase("postgres://nobody@127.0.0.1:9/none", { poolSize: 2, logger });
  const limiter: RateLimiter = open(undefined, lost.pool);

  expect(await repeated(4, () => limiter.take("search", "anna"))).toEqual([
    "done",
    "done",
    "done",
    "too_many_requests",
  ]);
  await lost.close();
});
