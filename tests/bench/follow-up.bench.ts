import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import pg from "pg";
import { compose, type Samtid } from "../../server/compose.ts";
import { readConfig } from "../../server/platform/config.ts";
import { migrateToLatest } from "../../server/platform/database/migrate.ts";
import { startEmbeddedPostgres } from "../../server/platform/embedded-postgres/embedded-postgres.ts";
import { createLogger } from "../../server/platform/logger.ts";
import { systemClock } from "../../server/platform/system-clock.ts";
import { SHARED_SECRETS } from "../support/composed-samtid.ts";
import { cellsWrong } from "../support/figures/cells-wrong.ts";
import { insertFollowUpWorld } from "../support/figures/follow-up-world.ts";
import { history2020 } from "../support/figures/history-2020.ts";
import { insertSamplePeople } from "../support/sample-people.ts";
import { measureBookings, measurePages, measureReport, startFollowedUp } from "./follow-up-http.ts";
import type { Bench, BenchRow } from "./measure.ts";
import { fillTenYears } from "./ten-years-rows.ts";

const YEARS = Array.from({ length: 10 }, (_, index) => 2016 + index);
const PAIRS = 10;

/** Ten years of a country on pages, in the report, and beside those who book; and the year 2020 cell by cell. */
export const bench: Bench = async (tell) => {
  const dataDir = await mkdtemp(join(tmpdir(), "samtid-bench-"));
  const postgres = await startEmbeddedPostgres({ dataDir, logger: createLogger("silent") });
  try {
    return [...(await tenYears(postgres.url, dataDir, tell)), await year2020(postgres.url, tell)];
  } finally {
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
};

const row = (name: string, metric: string, unit: string, value: number, baseline: number | null = null) =>
  ({ bench: "follow-up", case: name, metric, unit, value, baseline }) satisfies BenchRow;

function composeOn(databaseUrl: string): Samtid {
  const config = readConfig({
    NODE_ENV: "test",
    MAIL_FROM: "Samtid <samtid@example.test>",
    ...SHARED_SECRETS,
  });
  return compose({ config, databaseUrl, clock: systemClock, logger: createLogger("silent") });
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return (performance.now() - from) / 1000;
}

async function tenYears(url: string, dataDir: string, tell: (line: string) => void): Promise<BenchRow[]> {
  await migrateToLatest(url);
  const samtid = composeOn(url);
  const people = await insertSamplePeople(samtid, { handlaggare: PAIRS, individuals: PAIRS });
  await samtid.database
    .query()
    .updateTable("handlaggare")
    .set({ is_administrator: true })
    .where("subject", "=", "fk-0")
    .execute();
  const filling = await secondsOf(async () => {
    const { meetings, participants } = await fillTenYears(url);
    tell(`${meetings} meetings, ${participants} participants`);
  });
  const counts: number[] = [];
  for (const year of YEARS) counts.push(await secondsOf(() => samtid.countMonths.countYear(year)));
  await samtid.database.close();
  tell(`filled in ${filling.toFixed(0)} s; counted: ${counts.map((each) => each.toFixed(1)).join(", ")} s`);
  const running = await startFollowedUp(url, dataDir);
  try {
    const pages = await measurePages(running, tell);
    const report = await measureReport(running, tell);
    const { quiet, beside } = await measureBookings(running, people, tell);
    return [
      row("ten-years", "count_year_s", "s", Math.max(...counts)),
      row("ten-years", "page_p95_ms", "ms", pages),
      row("ten-years", "report_s", "s", report),
      row("ten-years", "booking_p50_ms", "ms", beside, quiet),
      row("ten-years", "booking_slowed", "%", (100 * beside) / quiet - 100),
    ];
  } finally {
    await running.stop();
  }
}

/** The report of 2020 from imported history, in a database of its own. */
async function year2020(url: string, tell: (line: string) => void): Promise<BenchRow> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("create database year_2020");
  await client.end();
  const own = new URL(url);
  own.pathname = "/year_2020";
  await migrateToLatest(own.href);
  const samtid = composeOn(own.href);
  try {
    const world = await insertFollowUpWorld(samtid, 3);
    const { meetings, cooperations } = history2020(world.offices);
    await world.bring("meetings", meetings);
    await world.bring("cooperations", cooperations);
    await samtid.countMonths.countYear(2020);
    const { wrong, all } = cellsWrong(await samtid.readFigures.report(world.administrator, 2020, {}));
    tell(`2020: ${all} published cells, ${wrong.length} otherwise ${wrong.join(", ")}`);
    return row("year-2020", "cells_wrong", "cells", wrong.length);
  } finally {
    await samtid.database.close();
  }
}
