import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { sql } from "kysely";
import { expect } from "vitest";
import { bookMeeting } from "../support/book-meeting.ts";
import { startSamtid } from "../support/running-samtid.ts";
import { insertSamplePeople } from "../support/sample-people.ts";

const START = new Date("2026-03-02T08:00:00Z");
const HOUR_MS = 3_600_000;

/** Ten o'clock in Sweden on the working days around both of a year's clock changes, and what a program should show. */
export const AROUND_CHANGES = [
  "2026-03-27 10:00",
  "2026-03-30 10:00",
  "2026-10-23 10:00",
  "2026-10-26 10:00",
] as const;
const INSTANTS = ["2026-03-27T09:00Z", "2026-03-30T08:00Z", "2026-10-23T08:00Z", "2026-10-26T09:00Z"];
/** Where the first of them is moved to. */
export const MOVED = "2026-03-26 13:00";
const MOVED_AT = "2026-03-26T12:00:00Z";

/** Where one is booked when all have been cancelled. */
export const BOOKED_ANEW = "2026-03-25 10:00";
const BOOKED_ANEW_AT = "2026-03-25T09:00:00Z";
/** What a feed without meetings holds, which programs must have in place of what they had (see the decision note on feeds). */
export const LONG_AGO = "2000-01-01 01:00";

/** A running Samtid in which a handläggare has a feed of four meetings, and a folder for the program that subscribes. */
export interface SubscriptionWorld {
  readonly address: string;
  /** A home of the program's own, with nothing in it. */
  readonly home: string;
  /** Moves the first meeting. */
  move(): Promise<void>;
  /** Cancels the second. */
  cancel(): Promise<void>;
  /** Cancels all that are left. */
  cancelRest(): Promise<void>;
  /** Books another. */
  book(): Promise<void>;
  /** Closes the address. */
  revoke(): Promise<void>;
  stop(): Promise<void>;
}

/** Each change is made a minute after the last, so that it is one by date too. */
export async function startSubscriptionWorld(): Promise<SubscriptionWorld> {
  let now = START;
  const home = await mkdtemp(join(tmpdir(), "samtid-client-"));
  const meetings: string[] = [];
  let people: Awaited<ReturnType<typeof insertSamplePeople>>;
  const running = await startSamtid({
    clock: { now: () => now },
    prepare: async (samtid) => {
      people = await insertSamplePeople(samtid, { handlaggare: 1, individuals: 1 });
    },
  });
  const fk = await running.signedIn("forsakringskassan", "fk-0");
  for (const [index, at] of INSTANTS.entries()) {
    // Booked where anybody may book today, and put where the clock has changed.
    const id = await bookMeeting(fk, people!, { startAt: `2026-03-${10 + index}T09:00:00Z` });
    const startsAt = new Date(at);
    await sql`update meeting set starts_at = ${startsAt}, ends_at = ${new Date(startsAt.getTime() + HOUR_MS)}
      where id = ${id}`.execute(running.samtid.database.query());
    meetings.push(id);
  }
  const feed = (await fk.post("/feeds", { label: "Program", detailLevel: "type" })).body as {
    id: string;
    address: string;
  };
  const change = async (index: number, path: string, body: object) => {
    now = new Date(now.getTime() + 60_000);
    const etag = (await fk.get(`/meetings/${meetings[index]}`)).headers.get("etag") ?? "";
    const { status } = await fk.post(`/meetings/${meetings[index]}/${path}`, body, { "if-match": etag });
    expect(status).toBe(200);
  };
  const cancel = (index: number) => change(index, "cancellations", { reason: "individual" });
  return {
    address: feed.address,
    home,
    move: () => change(0, "moves", { startAt: MOVED_AT, durationMinutes: 60, mode: "video", place: null }),
    cancel: () => cancel(1),
    async cancelRest() {
      for (const index of [0, 2, 3]) await cancel(index);
    },
    async book() {
      now = new Date(now.getTime() + 60_000);
      await bookMeeting(fk, people, { startAt: BOOKED_ANEW_AT });
    },
    async revoke() {
      now = new Date(now.getTime() + 60_000);
      expect((await fk.delete(`/feeds/${feed.id}`)).status).toBe(204);
    },
    async stop() {
      await running.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}

const execute = promisify(execFile);

/** Runs a program with the home given as all it knows, in Swedish time; gives what it wrote. */
export async function runProgram(home: string, program: string, args: readonly string[]): Promise<string> {
  const { stdout } = await execute(program, args, { env: programEnvironment(home), timeout: 60_000 });
  return stdout;
}

/** What a program that subscribes is started with. */
export function programEnvironment(home: string): NodeJS.ProcessEnv {
  const { PATH } = process.env;
  return { PATH, HOME: home, TZ: "Europe/Stockholm", LANG: "C.UTF-8", XDG_RUNTIME_DIR: home };
}
