import { performance } from "node:perf_hooks";
import { setTimeout as wait } from "node:timers/promises";
import { systemClock } from "../../server/platform/system-clock.ts";
import { addDays, localDateOf, weekdayOf } from "../../server/scheduling/local-time.ts";
import { createApiBrowser, type ApiBrowser } from "../support/api-browser.ts";
import { bookMeeting } from "../support/book-meeting.ts";
import { SHARED_SECRETS } from "../support/composed-samtid.ts";
import { freePort } from "../support/free-port.ts";
import type { SamplePeople } from "../support/sample-people.ts";
import { startScriptedSmtp } from "../support/scripted-smtp.ts";
import { spawnProcess } from "../support/spawned-process.ts";
import { quantile } from "./measure.ts";
import { connectPlainly } from "./plain-http.ts";

type Tell = (line: string) => void;

const REQUESTS = 100;
const WARM_UP = 10;
const REPORTS = 3;
const POLL_MS = 50;
const TURN_PAGE_MS = 250;
const DAYS = 4;
const STARTS = ["08", "09", "10", "12", "13"];
/** What is made of a year: the report as PDF, and all figures of it as a workbook and as CSV. */
const FORMATS = ["pdf", "xlsx", "csv"] as const;

const PAGES = {
  overview: "/figures?place=riket&year=2024",
  län: "/figures?place=lan:L%C3%A4n%207&year=2024",
  figure: "/figures/kartlaggningar?place=riket&year=2024",
  "figure of a län": "/figures/digital_share?place=lan:L%C3%A4n%207&year=2023",
  report: "/yearly-reports/2024",
  definitions: "/figure-definitions",
} as const;

/** A server process and a worker process on a database, with an administrator signed in. */
export interface FollowedUp {
  readonly browser: ApiBrowser;
  readonly port: number;
  stop(): Promise<void>;
}

/** Starts them. */
export async function startFollowedUp(databaseUrl: string, dataDir: string): Promise<FollowedUp> {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const smtp = await startScriptedSmtp();
  const common = { ...SHARED_SECRETS, DATABASE_URL: databaseUrl, DATA_DIR: dataDir };
  const server = await spawnProcess("server", { ...common, PORT: String(port), PUBLIC_URL: origin });
  const worker = await spawnProcess("worker", { ...common, SMTP_URL: smtp.url, PUBLIC_URL: origin });
  const browser = createApiBrowser(origin);
  await browser.signIn("forsakringskassan", "fk-0");
  return {
    browser,
    port,
    async stop() {
      await Promise.all([server.stop(), worker.stop()]);
      await smtp.stop();
    },
  };
}

/** Reads a page with nothing in the way of the clock; milliseconds. A connection that rests is closed by the server. */
async function openPages({ browser, port }: FollowedUp) {
  const connection = await connectPlainly(port);
  const cookie = `samtid=${browser.cookies.cookie("samtid")}`;
  return {
    async get(path: string): Promise<number> {
      const { status, ms } = await connection.get(`/api/v1${path}`, { cookie });
      if (status !== 200) throw new Error(`${path} answered ${status}`);
      return ms;
    },
    close: connection.close,
  };
}

/** @returns the slowest page's 95th percentile, milliseconds. */
export async function measurePages(running: FollowedUp, tell: Tell): Promise<number> {
  const pages = await openPages(running);
  const slowest: number[] = [];
  for (const [name, path] of Object.entries(PAGES)) {
    const times: number[] = [];
    for (let index = -WARM_UP; index < REQUESTS; index += 1) {
      const ms = await pages.get(path);
      if (index >= 0) times.push(ms);
    }
    times.sort((a, b) => a - b);
    slowest.push(quantile(times, 0.95));
    tell(`${name}: median ${quantile(times, 0.5).toFixed(1)} ms, p95 ${quantile(times, 0.95).toFixed(1)} ms`);
  }
  pages.close();
  return Math.max(...slowest);
}

/** @returns seconds from when it is asked for until the file is fetched, the slowest of all formats. */
export async function measureReport({ browser }: FollowedUp, tell: Tell): Promise<number> {
  const slowest: number[] = [];
  for (const format of FORMATS) {
    const times: number[] = [];
    for (let index = 0; index < REPORTS; index += 1) {
      const from = performance.now();
      await makeFile(browser, format);
      times.push((performance.now() - from) / 1000);
    }
    tell(`${format}: ${times.map((each) => each.toFixed(1)).join(", ")} s`);
    slowest.push(Math.max(...times));
  }
  return Math.max(...slowest);
}

async function makeFile(browser: ApiBrowser, format: (typeof FORMATS)[number]): Promise<void> {
  const asked = await browser.post("/figure-exports", { format, year: 2024, place: "riket" });
  const path = `/figure-exports/${asked.body.id}`;
  while ((await browser.get(path)).body.state === "waiting") await wait(POLL_MS);
  const { status } = await browser.get(`${path}/file`);
  if (status !== 200) throw new Error(`A file of ${format} answered ${status}`);
}

/**
 * Books alone, and beside those who turn pages all the time and have a report made, by turns.
 *
 * @returns medians, milliseconds.
 */
export async function measureBookings(
  running: FollowedUp,
  people: SamplePeople,
  tell: Tell,
): Promise<{ quiet: number; beside: number }> {
  const today = localDateOf(systemClock.now());
  const monday = addDays(today, 15 - weekdayOf(today));
  const times = { quiet: [] as number[], beside: [] as number[] };
  for (let day = 0; day < DAYS; day += 1) {
    for (const [index, hour] of STARTS.entries()) {
      const turn = (day + index) % 2 === 0 ? "quiet" : "beside";
      const reading = turn === "beside" ? startReading(running) : undefined;
      for (let pair = 0; pair < people.cases.length; pair += 1) {
        const startAt = `${addDays(monday, day)}T${hour}:00:00Z`;
        const from = performance.now();
        await bookMeeting(running.browser, people, { startAt, pair, caseIndex: pair });
        times[turn].push(performance.now() - from);
      }
      await reading?.stop();
    }
  }
  const [quiet, beside] = [times.quiet, times.beside].map((each) => {
    each.sort((a, b) => a - b);
    return { p50: quantile(each, 0.5), p95: quantile(each, 0.95) };
  }) as [{ p50: number; p95: number }, { p50: number; p95: number }];
  tell(`booking: p95 ${quiet.p95.toFixed(0)} ms alone, ${beside.p95.toFixed(0)} ms beside`);
  return { quiet: quiet.p50, beside: beside.p50 };
}

/** Somebody who turns two pages four times a second, and somebody who has a report made. */
function startReading(running: FollowedUp) {
  let stopped = false;
  const turning = (async () => {
    const pages = await openPages(running);
    while (!stopped) {
      for (const path of [PAGES.overview, PAGES.figure]) await pages.get(path);
      await wait(TURN_PAGE_MS);
    }
    pages.close();
  })();
  const making = makeFile(running.browser, "pdf");
  return {
    async stop() {
      stopped = true;
      await Promise.all([turning, making]);
    },
  };
}
