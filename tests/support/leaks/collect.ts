import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "kysely";
import { io } from "socket.io-client";
import type { ApiBrowser } from "../api-browser.ts";
import { readPdf } from "../pdf-text.ts";
import type { RunningSamtid } from "../running-samtid.ts";
import { SOCKET_PAYLOADS } from "../socket-payloads.ts";
import type { inputsFor, valuesFor } from "./calls.ts";
import { describedOperations, LAST, type DescribedOperation } from "./calls.ts";
import type { Reader, Seen } from "./secrets.ts";
import type { LeakWorld } from "./world.ts";

/** What came of calling everything. */
export interface Calls {
  readonly seen: Seen[];
  /** The statuses that each operation was answered with. */
  readonly statuses: Map<string, Set<number>>;
  /** The operations that change nothing. */
  readonly reading: string[];
}

/** Stands for the status of an answer that never came to its end. */
const BROKEN_OFF = 599;

type Inputs = ReturnType<typeof inputsFor>;
type Values = ReturnType<typeof valuesFor>;

/** What changes nothing can be asked first, by everybody. */
const isReading = ({ id, method }: DescribedOperation) =>
  method === "get" || /^(search|preview|readWhyNot|exportAudit|extractPerson)/.test(id);

/** Calls every operation in the OpenAPI document, about everything there is, as every reader. */
export async function callEverything(
  running: RunningSamtid,
  world: LeakWorld,
  { inputs, values }: { inputs: Inputs; values: Values },
): Promise<Calls> {
  const document = await (await fetch(`${running.origin}/api/v1/openapi.json`)).json();
  const operations = describedOperations(document);
  const rank = (operation: DescribedOperation) =>
    isReading(operation) ? 0 : LAST.includes(operation.id) ? 2 + LAST.indexOf(operation.id) : 1;
  const reading = operations.filter(isReading).map(({ id }) => id);
  const calls: Calls = { seen: [], statuses: new Map(), reading };
  const unknown = operations.filter(({ id, hasBody }) => hasBody && inputs.body[id] === undefined);
  if (unknown.length > 0)
    throw new Error(
      `Say in tests/support/leaks/calls.ts what is sent with ${unknown.map(({ id }) => id).join(", ")}`,
    );
  for (const operation of operations.toSorted((one, other) => rank(one) - rank(other)))
    for (const [reader, browser] of world.browsers)
      for (const path of pathsOf(operation, values, inputs))
        await call(running, { operation, path, reader, browser, body: inputs.body[operation.id] }, calls);
  return calls;
}

function pathsOf(operation: DescribedOperation, values: Values, { query }: Inputs): string[] {
  const search = query[operation.id];
  let paths = [operation.path.replace(/^\/api\/v1/, "")];
  for (const [, name] of operation.path.matchAll(/\{(\w+)\}/g)) {
    const known = values[name as keyof Values];
    if (!known) throw new Error(`What can stand for ${name}? Say so in tests/support/leaks/calls.ts.`);
    paths = paths.flatMap((path) => known.map((value) => path.replace(`{${name}}`, value)));
  }
  return paths.map((path) => (search ? `${path}?${search}` : path));
}

async function call(
  running: RunningSamtid,
  asked: { operation: DescribedOperation; path: string; reader: Reader; browser: ApiBrowser; body: unknown },
  { seen, statuses }: Calls,
): Promise<void> {
  const { operation, path, reader, browser, body } = asked;
  const headers = {
    "sec-fetch-site": "same-origin",
    origin: running.origin,
    ...(operation.method !== "get" && { "if-match": await revisionOf(running, path) }),
    ...(typeof body === "string" && {
      "content-type": body.startsWith("BEGIN:VCALENDAR") ? "text/calendar" : "text/csv",
    }),
  };
  const json = body === undefined || typeof body === "string" ? body : JSON.stringify(body);
  const { status, text } = await answerOf(
    browser.cookies.send(operation.method.toUpperCase(), `/api/v1${path}`, headers, json),
  );
  seen.push({ reader: whoGets(operation, reader), from: `${operation.id} (${status})`, text });
  statuses.set(operation.id, (statuses.get(operation.id) ?? new Set()).add(status));
}

/** An answer that is broken off, as one that is made while it is sent may be, is a fault like any other. */
async function answerOf(asked: Promise<Response>): Promise<{ status: number; text: string }> {
  try {
    const response = await asked;
    const text = [...response.headers].join("\n") + (await textOf(response));
    return { status: response.status, text };
  } catch {
    return { status: BROKEN_OFF, text: "" };
  }
}

/** Whose some answers are counted as, beside who asked: they are taken out of Samtid, or tell what only they may tell. */
function whoGets({ id, path }: DescribedOperation, reader: Reader): Reader {
  if (path.endsWith("/calendar-entry")) return "feed";
  if (id === "extractPerson" && (reader === "fkLeader" || reader === "afLeader")) return "extract";
  if (/^(search|export)Audit$/.test(id) && reader === "auditor") return "trail";
  return reader;
}

async function textOf(response: Response): Promise<string> {
  const body = Buffer.from(await response.arrayBuffer());
  if (response.headers.get("content-type")?.includes("pdf")) return pdfText(body);
  return body.toString("utf8").replaceAll(/\r\n /g, "");
}

async function pdfText(pdf: Buffer): Promise<string> {
  const { pieces, title } = await readPdf(pdf);
  return [title, ...pieces.map(({ text }) => text)].join("\n");
}

/** Of what is about to be written: the note's, the meeting's, or that of a text that came with Samtid. */
async function revisionOf({ samtid }: RunningSamtid, path: string): Promise<string> {
  const [, kind, id, what, part] = path.split("/");
  if (kind !== "meetings" || !id) return '"0"';
  const db = samtid.database.query();
  const { rows } =
    what === "notes"
      ? await sql<{ revision: number }>`select revision from note
          where meeting_id = ${id} and (organisation_id is null) = ${part === "joint"} limit 1`.execute(db)
      : await sql<{ revision: number }>`select revision from meeting where id = ${id}`.execute(db);
  return `"${rows[0]?.revision ?? 0}"`;
}

/** What the sockets of those who take part are told: of the meeting, and in the lobby and the call. */
export async function watchRoom(
  running: RunningSamtid,
  tabs: readonly (readonly [Reader, ApiBrowser])[],
  meetingId: string,
  admit: readonly string[],
): Promise<Seen[]> {
  const seen: Seen[] = [];
  const sockets = [];
  for (const [reader, browser] of tabs) {
    const cookie = `samtid=${browser.cookies.cookie("samtid")}`;
    const socket = io(running.origin, {
      forceNew: true,
      transports: ["websocket"],
      extraHeaders: { origin: running.origin, cookie },
    });
    sockets.push(socket);
    socket.onAny((event, ...told) =>
      seen.push({ reader, from: `socket ${event}`, text: JSON.stringify(told) }),
    );
    const ask = async (event: string, payload: object) => {
      const answer: unknown = await socket.timeout(10_000).emitWithAck(event, payload);
      seen.push({ reader, from: `socket ${event}`, text: JSON.stringify(answer) });
    };
    await ask("meeting:watch", { meetingId });
    await ask("room:enter", { meetingId });
    if (tabs.at(-1)?.[1] === browser)
      for (const participantId of admit)
        await sockets[0]!
          .timeout(10_000)
          .emitWithAck("lobby:admit", SOCKET_PAYLOADS["lobby:admit"]({ meetingId, participantId }));
    await ask("room:leave", { meetingId: meetingId });
  }
  sockets.forEach((socket) => socket.disconnect());
  return seen;
}

/** To whom a mail's address, an SMS's number belong. */
const RECIPIENTS: Readonly<Record<string, Reader>> = {
  "zindivid@example.test": "individual",
  "zombud@example.test": "representative",
  "ztolk@example.test": "interpreter",
  "zchef@example.test": "employer",
  "fk-0@example.test": "staffMail",
  "af-0@example.test": "staffMail",
};

/** All that was sent, by whom it was sent to. Whose address isn't known is `nobody`, who may see nothing. */
export async function readPost({
  catcher,
  simulator,
  mailboxes,
  letters,
  samtid,
}: RunningSamtid): Promise<Seen[]> {
  const seen: Seen[] = [];
  for (const mail of await catcher.list()) {
    const { subject, text, html, calendar, raw, to } = mail;
    const headers = raw.slice(0, raw.search(/\r?\n\r?\n/));
    const all = [subject, text, html, calendar?.content.replaceAll("\r\n ", "") ?? "", headers].join("\n");
    for (const address of to)
      seen.push({ reader: RECIPIENTS[address] ?? "nobody", from: `mail "${subject}"`, text: all });
  }
  for (const sms of await simulator.list())
    seen.push({ reader: "individual", from: "SMS", text: JSON.stringify(sms) });
  for (const message of await mailboxes.list()) {
    const pdf = message.fileNames.length > 0 ? await mailboxes.read(message.id, 0) : undefined;
    const text = JSON.stringify(message) + (pdf ? await pdfText(pdf) : "");
    seen.push({ reader: "individual", from: "digital mailbox", text });
  }
  for (const { messageId, file } of await letters.list()) {
    const pdf = await letters.read(messageId);
    seen.push({ reader: "individual", from: "letter", text: pdf ? await pdfText(pdf) : "" });
    seen.push({ reader: "printHouse", from: "file name", text: file });
  }
  const manifest = await readFile(join(samtid.config.LETTER_DIR, "manifest.jsonl"), "utf8");
  seen.push({ reader: "printHouse", from: "manifest", text: manifest });
  return seen;
}

/** What lies in the queue, in the audit trail and in the event log. */
export async function readTrails({ samtid }: RunningSamtid): Promise<Seen[]> {
  const db = samtid.database.query();
  const whole = async (reader: Reader, table: string): Promise<Seen> => {
    const { rows } = await sql`select to_jsonb(t) from ${sql.raw(table)} t`.execute(db);
    return { reader, from: table, text: JSON.stringify(rows) };
  };
  const { rows: queues } = await sql<{ name: string }>`
    select table_schema || '.' || quote_ident(table_name) as name from information_schema.tables
    where table_schema = 'bullmq' and table_type = 'BASE TABLE'`.execute(db);
  return Promise.all([...queues.map(({ name }) => whole("queue", name)), whole("audit", "audit")]);
}
