import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  AROUND_CHANGES,
  BOOKED_ANEW,
  MOVED,
  runProgram,
  startSubscriptionWorld,
  type SubscriptionWorld,
} from "./subscription-world.ts";

let world: SubscriptionWorld;

beforeAll(async () => {
  world = await startSubscriptionWorld();
  const { home, address } = world;
  await mkdir(join(home, "calendar"));
  await writeFile(
    join(home, "vdirsyncer"),
    `[general]
status_path = "${home}/status"
[pair samtid]
a = "here"
b = "there"
collections = null
conflict_resolution = "b wins"
[storage here]
type = "filesystem"
path = "${home}/calendar"
fileext = ".ics"
[storage there]
type = "http"
url = "${address}"
`,
  );
  await writeFile(
    join(home, "khal"),
    `[calendars]
[[samtid]]
path = ${home}/calendar
readonly = True
[locale]
local_timezone = Europe/Stockholm
default_timezone = Europe/Stockholm
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
`,
  );
  await vdirsyncer("discover");
});
afterAll(() => world?.stop());

const vdirsyncer = (...args: string[]) =>
  runProgram(world.home, "vdirsyncer", ["--config", join(world.home, "vdirsyncer"), ...args]);

/** What khal lists of the year after vdirsyncer has fetched. */
async function listed(): Promise<string[]> {
  await vdirsyncer("sync");
  const format = ["--day-format", "", "--format", "{start-date} {start-time}"];
  const config = ["--config", join(world.home, "khal")];
  const text = await runProgram(world.home, "khal", [
    ...config,
    "list",
    ...format,
    "2026-03-01",
    "2026-12-31",
  ]);
  return text.split("\n").filter((line) => /^\d/.test(line));
}

test("vdirsyncer and khal have every meeting at its time, and follow a move, cancellations to the last, and the address's end", async () => {
  expect(await listed()).toEqual(AROUND_CHANGES);

  await world.move();
  expect(await listed()).toEqual([MOVED, ...AROUND_CHANGES.slice(1)]);

  await world.cancel();
  expect(await listed()).toEqual([MOVED, ...AROUND_CHANGES.slice(2)]);

  await world.cancelRest();
  expect(await listed()).toEqual([]);

  await world.book();
  expect(await listed()).toEqual([BOOKED_ANEW]);

  await world.revoke();
  expect(await listed()).toEqual([]);
});
