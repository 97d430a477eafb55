import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { createDatabase } from "../../server/platform/database/database.ts";
import { migrateToLatest } from "../../server/platform/database/migrate.ts";
import { startEmbeddedPostgres } from "../../server/platform/embedded-postgres/embedded-postgres.ts";
import { createLogger } from "../../server/platform/logger.ts";
import { systemClock } from "../../server/platform/system-clock.ts";
import type { FreeTimeSearch } from "../../server/scheduling/free-times.contract.ts";
import { addDays, localDateOf, startOfDay, weekdayOf } from "../../server/scheduling/local-time.ts";
import {
  createPersonTimeRepository,
  type PersonTimeRepository,
} from "../../server/scheduling/person-time.repository.ts";
import { createApiBrowser, type ApiBrowser } from "../support/api-browser.ts";
import { freePort } from "../support/free-port.ts";
import { spawnProcess } from "../support/spawned-process.ts";
import { growth, quantile, type Bench, type BenchRow } from "./measure.ts";
import { fillMillionRows, type MillionRows } from "./million-rows.ts";

type Tell = Parameters<Bench>[0];
type Sides = FreeTimeSearch["sides"];

const AGENCIES = ["forsakringskassan", "arbetsformedlingen"] as const;

/** A search over HTTP, and how often it is asked. */
interface Asked {
  readonly name: string;
  readonly persons: number;
  readonly days: number;
  readonly requests: number;
}

const CASES: readonly Asked[] = [
  { name: "named-2", persons: 1, days: 84, requests: 200 },
  { name: "pool-50x50", persons: 50, days: 42, requests: 200 },
  { name: "pool-500x500", persons: 500, days: 42, requests: 50 },
];

/** Besides the cases, to see cost grow over. */
const BY_PEOPLE: Asked = { name: "pool-100x100", persons: 100, days: 42, requests: 50 };
const BY_DAYS: readonly Asked[] = [21, 84].map((days) => ({ name: "", persons: 500, days, requests: 20 }));

/** A server process on a database that holds a country, and a handläggare who has signed in. */
interface Country {
  readonly rows: MillionRows;
  readonly browser: ApiBrowser;
  readonly personTime: PersonTimeRepository;
  readonly monday: string;
  stop(): Promise<void>;
}

async function startCountry(tell: Tell): Promise<Country> {
  const dataDir = await mkdtemp(join(tmpdir(), "samtid-bench-"));
  const logger = createLogger("silent");
  const postgres = await startEmbeddedPostgres({ dataDir, logger });
  await migrateToLatest(postgres.url);
  const today = localDateOf(systemClock.now());
  const monday = addDays(today, 8 - weekdayOf(today));
  const from = performance.now();
  const rows = await fillMillionRows(postgres.url, monday);
  const seconds = ((performance.now() - from) / 1000).toFixed(0);
  tell(`${rows.handlaggare} handläggare, ${rows.occupancyRows} rows of occupancy, filled in ${seconds} s`);
  const database = createDatabase(postgres.url, { poolSize: 1, logger });
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const server = await spawnProcess("server", {
    DATABASE_URL: postgres.url,
    DATA_DIR: dataDir,
    PORT: String(port),
    PUBLIC_URL: origin,
  });
  const browser = createApiBrowser(origin);
  await browser.signIn(AGENCIES[0], rows.subject);
  return {
    rows,
    browser,
    personTime: createPersonTimeRepository(database, systemClock),
    monday,
    async stop() {
      await server.stop();
      await database.close();
      await postgres.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function sidesOf({ pair, offices, lan100, lan500 }: MillionRows, persons: number): Sides {
  return AGENCIES.map((organisationId, side) => {
    if (persons === 1) return { organisationId, handlaggareIds: [pair[side]!] };
    if (persons === 50) return { organisationId, pool: { officeId: offices[side]! } };
    return { organisationId, pool: { lan: persons === 100 ? lan100 : lan500 } };
  });
}

/** Milliseconds that each of some calls takes, one after the other, after some that are not counted; rising. */
async function timesOf(call: () => Promise<unknown>, count: number): Promise<number[]> {
  const times: number[] = [];
  for (let index = -Math.ceil(count / 4); index < count; index += 1) {
    const from = performance.now();
    await call();
    if (index >= 0) times.push(performance.now() - from);
  }
  return times.sort((a, b) => a - b);
}

/** Until the whole answer has come, unpacked, over a connection that is kept. */
async function ask(browser: ApiBrowser, method: string, path: string, json?: string): Promise<number> {
  const own = { "sec-fetch-site": "same-origin", origin: browser.origin };
  const response = await browser.cookies.send(method, path, own, json);
  const { byteLength } = await response.arrayBuffer();
  if (response.status !== 200) throw new Error(`${path} answered ${response.status}`);
  return byteLength;
}

/** How long the search takes over HTTP, and how long its reading alone takes, transfer and unpacking included. */
async function measure(country: Country, { persons, days, requests }: Asked) {
  const { rows, browser, personTime, monday } = country;
  const sides = sidesOf(rows, persons);
  const search: FreeTimeSearch = {
    caseId: rows.caseId,
    type: "uppfoljningsmote",
    sides,
    durationMinutes: 60,
    fromOn: monday,
    toOn: addDays(monday, days - 1),
    order: "best",
  };
  const json = JSON.stringify(search);
  const path = "/api/v1/free-time-searches";
  const wanted = { sides, from: startOfDay(monday), to: startOfDay(addDays(monday, days)) };
  const http = await timesOf(() => ask(browser, "POST", path, json), requests);
  const reading = await timesOf(() => personTime.loadHandlaggare(wanted), Math.ceil(requests / 2));
  return { http, reading, bytes: await ask(browser, "POST", path, json) };
}

/** The search for joint free time as a browser meets it; the baseline is the reading alone, in the same run. */
export async function httpRows(tell: Tell): Promise<BenchRow[]> {
  const country = await startCountry(tell);
  try {
    const rows: BenchRow[] = [];
    const costs = new Map<Asked, number>();
    for (const asked of [...CASES, BY_PEOPLE, ...BY_DAYS]) {
      const { http, reading, bytes } = await measure(country, asked);
      costs.set(asked, quantile(http, 0.5));
      if (!CASES.includes(asked)) continue;
      tell(`${asked.name}: ${asked.requests} requests, ${(bytes / 1000).toFixed(0)} kB in each answer`);
      const row = { bench: "search", case: asked.name, unit: "ms", baseline: quantile(reading, 0.5) };
      rows.push({ ...row, metric: "http_p50_ms", value: quantile(http, 0.5) });
      rows.push({ ...row, metric: "http_p95_ms", value: quantile(http, 0.95) });
    }
    rows.push(...(await floorRows(country)));
    const [, , largest] = CASES;
    rows.push(
      growthRow("http people", [CASES[1]!, BY_PEOPLE, largest!], costs, ({ persons }) => 2 * persons, tell),
      growthRow("http days", [BY_DAYS[0]!, largest!, BY_DAYS[1]!], costs, ({ days }) => days, tell),
    );
    return rows;
  } finally {
    await country.stop();
  }
}

/** The least that a request costs: one that asks the database nothing, and one that asks it `select 1`. */
async function floorRows({ browser }: Country): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const path of ["/healthz", "/readyz"]) {
    const times = await timesOf(() => ask(browser, "GET", path), 200);
    const row = { bench: "search", case: `floor ${path}`, unit: "ms", baseline: null };
    rows.push({ ...row, metric: "http_p95_ms", value: quantile(times, 0.95) });
  }
  return rows;
}

function growthRow(
  metric: string,
  points: readonly Asked[],
  costs: ReadonlyMap<Asked, number>,
  sizeOf: (asked: Asked) => number,
  tell: Tell,
): BenchRow {
  const line = points.map((asked) => ({ size: sizeOf(asked), cost: costs.get(asked)! }));
  tell(`${metric}: ${line.map(({ size, cost }) => `${size} → ${cost.toFixed(1)} ms`).join(", ")}`);
  return { bench: "search", case: "growth", metric, unit: "exponent", value: growth(line), baseline: 1 };
}
