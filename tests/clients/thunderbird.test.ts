import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  AROUND_CHANGES,
  BOOKED_ANEW,
  LONG_AGO,
  MOVED,
  programEnvironment,
  runProgram,
  startSubscriptionWorld,
  type SubscriptionWorld,
} from "./subscription-world.ts";

const CALENDAR = "calendar.registry.5a1f4c3e-9d27-4b60-8c15-3e7d2a9b6f04";
/** In minutes; in its settings one can choose no less than one. */
const REFRESH = "0.05";

let world: SubscriptionWorld;
let profile: string;
let thunderbird: ChildProcess;

beforeAll(async () => {
  world = await startSubscriptionWorld();
  profile = join(world.home, "profile");
  await mkdir(profile);
  const preferences = {
    [`${CALENDAR}.type`]: "ics",
    [`${CALENDAR}.uri`]: world.address,
    [`${CALENDAR}.name`]: "Samtid",
    [`${CALENDAR}.refreshInterval`]: REFRESH,
    [`${CALENDAR}.cache.enabled`]: true,
    "calendar.timezone.local": "Europe/Stockholm",
    "calendar.timezone.useSystemTimezone": false,
    "mail.provider.suppress_dialog_on_startup": true,
    "mailnews.start_page.enabled": false,
    "datareporting.policy.dataSubmissionEnabled": false,
    "app.update.enabled": false,
  };
  const lines = Object.entries(preferences).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`,
  );
  await writeFile(join(profile, "user.js"), lines.join(""));
  thunderbird = spawn("thunderbird", ["--headless", "--no-remote", "--profile", profile], {
    env: programEnvironment(world.home),
    stdio: "ignore",
  });
  await once(thunderbird, "spawn");
});
afterAll(async () => {
  if (thunderbird?.exitCode === null) {
    const ended = once(thunderbird, "exit");
    thunderbird.kill();
    await ended;
  }
  await world?.stop();
});

const READER = join(import.meta.dirname, "thunderbird.py");
const expectShown = (expected: readonly string[]) =>
  expect
    .poll(
      // What is copied while it is being written may be nothing that can be read.
      () => runProgram(world.home, "/usr/bin/python3", [READER, profile]).then(JSON.parse, () => "nothing"),
      { timeout: 90_000, interval: 1_000 },
    )
    .toEqual(expected);

test("Thunderbird has every meeting at its time, and follows a move, cancellations to the last, and the address's end", async () => {
  await expectShown(AROUND_CHANGES);

  await world.move();
  await expectShown([MOVED, ...AROUND_CHANGES.slice(1)]);

  await world.cancel();
  await expectShown([MOVED, ...AROUND_CHANGES.slice(2)]);

  await world.cancelRest();
  await expectShown([LONG_AGO]);

  await world.book();
  await expectShown([BOOKED_ANEW]);

  await world.revoke();
  await expectShown([LONG_AGO]);
});
