import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrateToLatest } from "../../server/platform/database/migrate.ts";
import { startEmbeddedPostgres } from "../../server/platform/embedded-postgres/embedded-postgres.ts";
import { createLogger } from "../../server/platform/logger.ts";
import type { Bench, BenchRow } from "./measure.ts";
import { YEAR_MEETINGS } from "./year/plan-year.ts";
import { runYear, type YearResult } from "./year/run-year.ts";

const AIM_SECONDS = 600;
/** So many of what should be nothing are shown. */
const SHOWN = 5;

/**
 * A national year of meetings from begun to closed, with every message about them sent: how long it takes, and whether each message there
 * should be was sent once, and no other. `--meetings` makes it smaller.
 */
export const bench: Bench = async (tell, { meetings = String(YEAR_MEETINGS), workers = "2" }) => {
  const dataDir = await mkdtemp(join(tmpdir(), "samtid-year-database-"));
  const postgres = await startEmbeddedPostgres({ dataDir, logger: createLogger("warn") });
  try {
    await migrateToLatest(postgres.url);
    const result = await runYear({
      databaseUrl: postgres.url,
      meetings: Number(meetings),
      workers: Number(workers),
      tell,
    });
    describe(result, tell);
    return rowsOf(result);
  } finally {
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
};

function describe(result: YearResult, tell: (line: string) => void): void {
  tell(`deeds: ${JSON.stringify(result.deeds)}`);
  tell(`messages: ${JSON.stringify(result.byChannel)}, ${result.undecided} may be or not be`);
  tell(`seconds: ${JSON.stringify(result.seconds)}`);
  tell(`used: ${JSON.stringify(result.usage)}`);
  for (const what of ["missing", "unexpected", "twice", "stale"] as const)
    for (const key of result[what].slice(0, SHOWN)) tell(`${what}: ${key}`);
}

function rowsOf(result: YearResult): BenchRow[] {
  const row = (metric: string, unit: string, value: number, baseline: number | null = null): BenchRow => ({
    bench: "year",
    case: "year",
    metric,
    unit,
    value,
    baseline,
  });
  const { server, workers, post } = result.usage;
  return [
    row("meetings", "", result.meetings),
    row("messages", "", result.messages),
    row("messages_missing", "", result.missing.length),
    row("messages_unexpected", "", result.unexpected.length),
    row("messages_twice", "", result.twice.length),
    row("messages_stale", "", result.stale.length),
    row("wall_s", "s", result.wallSeconds, AIM_SECONDS),
    row("messages_per_second", "/s", result.messages / result.wallSeconds),
    row("peak_server_mb", "MB", server.peakMegabytes),
    row("peak_workers_mb", "MB", workers.peakMegabytes),
    row("peak_post_mb", "MB", post.peakMegabytes),
  ];
}
