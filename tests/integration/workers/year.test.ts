import { onTestFinished, expect, test } from "vitest";
import { createTestDatabase } from "../../support/database.ts";
import { runYear } from "../../bench/year/run-year.ts";

test(
  "a small part of the simulated year: every message there should be is sent once, and no other",
  { timeout: 240_000 },
  async () => {
    const database = await createTestDatabase();
    onTestFinished(() => database.drop());
    const result = await runYear({ databaseUrl: database.url, meetings: 25 });
    expect(result.meetings).toBe(25);
    expect(result.messages).toBeGreaterThan(120);
    expect(result).toMatchObject({ missing: [], unexpected: [], twice: [], stale: [] });
  },
);
