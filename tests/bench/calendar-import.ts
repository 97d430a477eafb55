import assert from "node:assert/strict";
import { monitorEventLoopDelay, performance } from "node:perf_hooks";
import { createParseCalendar } from "../../server/calendars/import/parse-calendar.ts";
import { readCalendarText } from "../../server/calendars/import/read-calendar-text.ts";
import type { BenchRow } from "./measure.ts";
import { outlookFile } from "./outlook-file.ts";

const EVENTS = 2_000;
const RUNS = 15;
/** How finely the server's event loop is listened to, milliseconds: what its timer takes is not ours. */
const RESOLUTION_MS = 1;
const OPTIONS = {
  fromMs: Date.UTC(2026, 1, 22, 23),
  toMs: Date.UTC(2027, 2, 2, 23),
  zone: "Europe/Stockholm",
  ownerAddress: "anna.ek@example.test",
  ownUids: [],
  ownTimes: [],
};

/**
 * Imports a calendar of 2 000 events as Outlook publishes it, over and over: how long it takes in its thread, and how long the
 * server's event loop is blocked meanwhile, at worst. The baselines are the goals.
 */
export async function calendarImportRows(tell: (line: string) => void): Promise<BenchRow[]> {
  const content = outlookFile(EVENTS);
  const parse = createParseCalendar();
  const first = await parse(content, OPTIONS);
  assert.deepEqual(first, readCalendarText(content.toString(), OPTIONS));
  tell(`import-${EVENTS}: ${content.length} octets, ${first.read} events, ${first.busy.length} intervals`);
  for (let run = 0; run < 3; run += 1) await parse(content, OPTIONS);

  const loop = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  const milliseconds: number[] = [];
  loop.enable();
  for (let run = 0; run < RUNS; run += 1) {
    const from = performance.now();
    await parse(content, OPTIONS);
    milliseconds.push(performance.now() - from);
  }
  loop.disable();
  const median = milliseconds.sort((a, b) => a - b)[Math.floor(RUNS / 2)]!;
  const row = { bench: "calendars", case: `import-${EVENTS}`, unit: "ms" };
  return [
    { ...row, metric: "worker_ms", value: median, baseline: 500 },
    { ...row, metric: "server_block_ms", value: loop.max / 1e6 - RESOLUTION_MS, baseline: 20 },
  ];
}
