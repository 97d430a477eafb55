import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "../clock.ts";
import { parseCaughtMail, withEnvelope, type CaughtMail, type Envelope } from "./caught-mail.ts";

/** Caught mails as files in a folder, read and parsed when first asked for. */
export interface MailStore {
  /** Resolves when the mail is on disk; the oldest then give way if there are too many. */
  add(message: Buffer, envelope: Envelope): Promise<CaughtMail>;
  /** Newest first. */
  list(): Promise<CaughtMail[]>;
  get(id: string): Promise<CaughtMail | undefined>;
  clear(): Promise<void>;
}

/** What {@link openMailStore} needs. */
export interface MailStoreOptions {
  readonly folder: string;
  readonly clock: Clock;
  /** How many mails are kept. */
  readonly capacity: number;
}

const SUFFIX = ".eml";
const HALF_WRITTEN = ".part";
/** An id begins with the instant of arrival in milliseconds, which has 13 digits until the year 2286. */
const INSTANT_DIGITS = 13;

/** Opens the folder, with the mails an earlier run has left in it. */
export async function openMailStore({ folder, clock, capacity }: MailStoreOptions): Promise<MailStore> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await removeHalfWritten(folder);
  const ids = await readIds(folder);
  const parsed = new Map<string, CaughtMail>();
  let counter = ids.length;

  const fileOf = (id: string) => join(folder, id + SUFFIX);
  const remove = (id: string) => {
    parsed.delete(id);
    return rm(fileOf(id), { force: true });
  };
  const parse = async (id: string, raw: Buffer) => {
    const mail = await parseCaughtMail(id, new Date(Number(id.slice(0, INSTANT_DIGITS))), raw);
    parsed.set(id, mail);
    return mail;
  };
  const read = async (id: string) => parsed.get(id) ?? parse(id, await readFile(fileOf(id)));

  return {
    add: async (message, envelope) => {
      const id = createId(clock, counter++);
      const raw = withEnvelope(message, envelope);
      await writeFile(fileOf(id) + HALF_WRITTEN, raw, { mode: 0o600 });
      await rename(fileOf(id) + HALF_WRITTEN, fileOf(id));
      ids.push(id);
      await Promise.all(ids.splice(0, ids.length - capacity).map(remove));
      return parse(id, raw);
    },
    list: () => Promise.all(ids.toReversed().map(read)),
    get: async (id) => (ids.includes(id) ? read(id) : undefined),
    clear: async () => {
      await Promise.all(ids.splice(0).map(remove));
    },
  };
}

/** What a killed process left: it had not yet said that it took the mail. */
async function removeHalfWritten(folder: string): Promise<void> {
  const left = (await readdir(folder)).filter((name) => name.endsWith(HALF_WRITTEN));
  await Promise.all(left.map((name) => rm(join(folder, name), { force: true })));
}

async function readIds(folder: string): Promise<string[]> {
  const names = await readdir(folder);
  return names
    .filter((name) => name.endsWith(SUFFIX))
    .map((name) => name.slice(0, -SUFFIX.length))
    .sort();
}

/** Sorts by arrival, also within a millisecond. */
function createId(clock: Clock, counter: number): string {
  const order = String(counter).padStart(6, "0");
  return `${clock.now().getTime()}-${order}-${randomBytes(4).toString("hex")}`;
}
