import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  AROUND_CHANGES,
  BOOKED_ANEW,
  LONG_AGO,
  MOVED,
  programEnvironment,
  startSubscriptionWorld,
  type SubscriptionWorld,
} from "./subscription-world.ts";

let world: SubscriptionWorld;
let session: ChildProcess;
let answers: AsyncIterator<string>;

beforeAll(async () => {
  world = await startSubscriptionWorld();
  const { hostname, port, pathname } = new URL(world.address);
  const sources = join(world.home, ".config/evolution/sources");
  await mkdir(sources, { recursive: true });
  await writeFile(
    join(sources, "samtid.source"),
    `[Data Source]
DisplayName=Samtid
Enabled=true
Parent=webcal-stub
[Calendar]
BackendName=webcal
Selected=true
[Security]
Method=none
[Authentication]
Host=${hostname}
Port=${port}
Method=none
[WebDAV Backend]
ResourcePath=${pathname}
[Refresh]
Enabled=false
[Offline]
StaySynchronized=true
`,
  );
  session = spawn("dbus-run-session", ["--", "/usr/bin/python3", join(import.meta.dirname, "evolution.py")], {
    env: { ...programEnvironment(world.home), GIO_USE_NETWORK_MONITOR: "base" },
    stdio: ["pipe", "pipe", "inherit"],
  });
  answers = createInterface({ input: session.stdout! })[Symbol.asyncIterator]();
  expect(await answer()).toBe("ready");
});
afterAll(async () => {
  if (session?.exitCode === null) {
    const ended = once(session, "exit");
    session.stdin!.end();
    await ended;
  }
  await world?.stop();
});

async function answer(): Promise<unknown> {
  const { value, done } = await answers.next();
  if (done) throw new Error("Evolution Data Server has ended");
  return JSON.parse(value);
}

/** Refreshes until the calendar is so: a refresh begins when it is asked for, and tells nobody when it is done. */
async function expectShown(expected: readonly string[]): Promise<void> {
  await expect
    .poll(
      async () => {
        session.stdin!.write("\n");
        return answer();
      },
      { timeout: 60_000, interval: 500 },
    )
    .toEqual(expected);
}

test("Evolution has every meeting at its time, and follows a move, cancellations to the last, and the address's end", async () => {
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
