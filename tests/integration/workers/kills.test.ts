import { expect, test } from "vitest";
import { runKills } from "../../bench/kills/run-kills.ts";

test(
  "workers killed five times and the database once while 100 messages are sent: each arrives, twice only where a commit was cut off",
  { timeout: 240_000 },
  async () => {
    const result = await runKills({ sends: 100, kills: 5, databaseKills: 1, cutLeasesShort: true });
    expect(result).toMatchObject({ missing: 0, unexplained: 0, kills: 5, databaseKills: 1 });
  },
);
