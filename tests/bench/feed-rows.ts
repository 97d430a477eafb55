import assert from "node:assert/strict";
import { performance } from "node:perf_hooks";
import { setTimeout as wait } from "node:timers/promises";
import { writeBare, type BareEvent } from "./bare-calendar.ts";
import { feedPath, FEEDS, LARGE, startFeedCountry, type FeedCountry } from "./feed-country.ts";
import { quantile, type Bench, type BenchRow } from "./measure.ts";
import { connectPlainly, type PlainConnection } from "./plain-http.ts";

type Tell = Parameters<Bench>[0];

/** Programs that ask at the same time. */
const CONNECTIONS = 12;
const LARGE_FEED = feedPath(0);

const rising = (numbers: number[]) => numbers.sort((a, b) => a - b);
const events = (body: Buffer) => body.toString("latin1").split("BEGIN:VEVENT").length - 1;

/** A feed of 200 events as it is first fetched after a change; the baseline is to write the same events and nothing else. */
async function changedRows({ client, port }: FeedCountry): Promise<BenchRow[]> {
  const connection = await connectPlainly(port);
  const { rows } = await client.query<BareEvent>(`
    select p.uid, p.sequence, m.starts_at as "startsAt", m.ends_at as "endsAt", m.created_at as "createdAt",
      m.changed_at as "changedAt", 'https://samtid.example/moten/' || m.id as url
    from participant p join meeting m on m.id = p.meeting_id
    join feed f on f.person_id = p.person_id where f.created_at is not null and p.person_id =
      (select person_id from handlaggare where subject = 's-0')`);
  assert.equal(rows.length, LARGE);
  const served: number[] = [];
  const bare: number[] = [];
  for (let run = -60; run < 200; run += 1) {
    await client.query(
      `update meeting set changed_at = now() where id = (select meeting_id from participant where uid = $1)`,
      [rows[(run + 60) % LARGE]!.uid],
    );
    const answer = await connection.get(LARGE_FEED);
    assert.equal(events(answer.body), LARGE);
    const from = performance.now();
    writeBare(rows);
    const ms = performance.now() - from;
    if (run < 0) continue;
    served.push(answer.ms);
    bare.push(ms);
  }
  connection.close();
  const value = quantile(rising(served), 0.5);
  const baseline = quantile(rising(bare), 0.5);
  const row = { bench: "calendars", case: "feed-200" };
  return [
    { ...row, metric: "changed_ms", unit: "ms", value, baseline },
    { ...row, metric: "ratio_to_bare", unit: "×", value: value / baseline, baseline: 1 },
  ];
}

/** Milliseconds of each request when all connections ask again and again, as fast as they are answered. */
async function askAll(
  connections: readonly PlainConnection[],
  { path, status, count, headers }: { path: string; status: number; count: number; headers?: object },
): Promise<number[]> {
  const ask = async (connection: PlainConnection) => {
    const times: number[] = [];
    for (let index = 0; index < count; index += 1) {
      const answer = await connection.get(path, { ...headers });
      assert.equal(answer.status, status);
      times.push(answer.ms);
    }
    return times;
  };
  return (await Promise.all(connections.map(ask))).flat();
}

/**
 * Some programs that ask whether anything is new; in turns with them, the baseline: the least that a request costs the server
 * and whoever asks, one that asks the database nothing.
 */
async function unchangedRows({ port }: FeedCountry): Promise<BenchRow[]> {
  const connections = await Promise.all(Array.from({ length: CONNECTIONS }, () => connectPlainly(port)));
  const { headers } = await connections[0]!.get(LARGE_FEED);
  const tag = /etag: (\S+)/i.exec(headers)?.[1] ?? "";
  const asked = {
    feed: { path: LARGE_FEED, status: 304, headers: { "If-None-Match": tag } },
    floor: { path: "/healthz", status: 200 },
  };
  const measured = { feed: { times: [] as number[], ms: 0 }, floor: { times: [] as number[], ms: 0 } };
  for (let round = -1; round < 4; round += 1)
    for (const name of ["feed", "floor"] as const) {
      const from = performance.now();
      const times = await askAll(connections, { ...asked[name], count: 500 });
      if (round < 0) continue;
      measured[name].ms += performance.now() - from;
      measured[name].times.push(...times);
    }
  for (const connection of connections) connection.close();
  const p95 = ({ times }: { times: number[] }) => quantile(rising(times), 0.95);
  const perSecond = ({ times, ms }: { times: number[]; ms: number }) => (times.length * 1_000) / ms;
  const { feed, floor } = measured;
  const row = { bench: "calendars", case: "feed-304" };
  return [
    { ...row, metric: "p95_ms", unit: "ms", value: p95(feed), baseline: p95(floor) },
    { ...row, metric: "per_second", unit: "1/s", value: perSecond(feed), baseline: perSecond(floor) },
  ];
}

/** Every handläggare's program asks once in a minute, spread evenly, for a feed that this server has not written yet. */
async function countryRows({ port }: FeedCountry, tell: Tell): Promise<BenchRow[]> {
  const times: number[] = [];
  let refused = 0;
  /** Each has a connection of its own, as programs far from each other do; to connect is counted. */
  const poll = async (number: number) => {
    const from = performance.now();
    const status = await fetchOnce(port, feedPath(number)).catch(() => 0);
    // A program that is refused comes back later; here it counts as one that has waited for ever.
    if (status !== 200) refused += 1;
    times.push(status === 200 ? performance.now() - from : Infinity);
  };
  const asked: Promise<void>[] = [];
  const from = performance.now();
  for (let number = 1; number <= FEEDS; number += 1) {
    const due = from + (number * 60_000) / FEEDS;
    if (due > performance.now()) await wait(due - performance.now());
    asked.push(poll(number));
  }
  await Promise.all(asked);
  const seconds = ((performance.now() - from) / 1_000).toFixed(0);
  tell(`${FEEDS} feeds in ${seconds} s, ${refused} refused`);
  rising(times);
  const row = { bench: "calendars", case: "feed-10000", unit: "ms", baseline: null };
  return [
    { ...row, metric: "p50_ms", value: quantile(times, 0.5) },
    { ...row, metric: "p99_ms", value: quantile(times, 0.99) },
  ];
}

async function fetchOnce(port: number, path: string): Promise<number> {
  const connection = await connectPlainly(port);
  try {
    return (await connection.get(path, { "User-Agent": "Outlook/16.0" })).status;
  } finally {
    connection.close();
  }
}

/** Feeds over HTTP, with PostgreSQL behind a server process. */
export async function feedRows(tell: Tell): Promise<BenchRow[]> {
  const country = await startFeedCountry();
  try {
    const rows: BenchRow[] = [];
    for (const measure of [changedRows, unchangedRows, countryRows]) {
      const measured = await measure(country, tell);
      rows.push(...measured);
      for (const { case: name, metric, value, unit } of measured)
        tell(`${name} ${metric}: ${value.toPrecision(3)} ${unit}`);
    }
    return rows;
  } finally {
    await country.stop();
  }
}
