import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { json } from "node:stream/consumers";
import type { z } from "zod";
import type { Clock } from "../clock.ts";
import type { Logger } from "../logger.ts";
import { DeliverSecure, IsReachable } from "./mailbox-messages.ts";
import {
  openMailboxStore,
  type CaughtMailboxMessage,
  type MailboxReportWord,
  type MailboxStore,
} from "./mailbox-store.ts";

/** Digital mailboxes of our own that nobody looks in: what the default run sends can be read at `/dev/mail`. */
export interface MailboxSimulator extends Pick<MailboxStore, "list" | "read" | "clear"> {
  /** For the gateway's client. */
  readonly url: string;
  readonly token: string;
  stop(): Promise<void>;
}

/** What {@link startMailboxSimulator} needs. */
export interface MailboxSimulatorOptions {
  /** The messages are kept in its folder `mailboxes` and are there after a restart. */
  readonly dataDir: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Who has a mailbox; everybody whose personnummer doesn't end in 0 unless told otherwise. */
  readonly hasMailbox?: (personnummer: string) => boolean;
  /** What it reports of a message; `delivered` unless told otherwise, nothing for an empty list. */
  readonly reports?: (message: CaughtMailboxMessage) => readonly MailboxReportWord[];
}

const HOST = "127.0.0.1";
const TOKEN = "simulator";
/** A letter of a few pages, in base64 within JSON. */
const LARGEST_BODY = 4 * 1024 * 1024;
const REPORT_TIMEOUT_MS = 5_000;

interface Answer {
  readonly status: number;
  readonly body?: unknown;
  /** What has been taken, to be reported. */
  readonly taken?: { readonly message: CaughtMailboxMessage; readonly reportUrl: string };
}

/** Starts the simulator: an intermediary in Mina meddelanden, on loopback only, with delivery reports. */
export async function startMailboxSimulator(options: MailboxSimulatorOptions): Promise<MailboxSimulator> {
  const { dataDir, clock, logger, reports = () => ["delivered"] } = options;
  const hasMailbox = options.hasMailbox ?? ((personnummer) => !personnummer.endsWith("0"));
  const store = await openMailboxStore(join(dataDir, "mailboxes"));
  const reporting = new Set<Promise<void>>();
  const server = createServer((request, response) => {
    answerTo(request, { store, clock, hasMailbox }).then(
      ({ status, body, taken }) => {
        response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
        if (!taken) return;
        const report = reportAll(taken, reports(taken.message), { store, logger });
        reporting.add(report);
        void report.finally(() => reporting.delete(report));
      },
      (error: unknown) => {
        logger.warn({ err: error }, "mailbox simulator failed");
        response.writeHead(500).end();
      },
    );
  });
  server.listen(0, HOST);
  await once(server, "listening");
  return {
    url: `http://${HOST}:${(server.address() as AddressInfo).port}`,
    token: TOKEN,
    list: store.list,
    read: store.read,
    clear: store.clear,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await Promise.all(reporting);
    },
  };
}

interface Mailboxes {
  readonly store: MailboxStore;
  readonly clock: Clock;
  readonly hasMailbox: (personnummer: string) => boolean;
}

async function answerTo(request: IncomingMessage, mailboxes: Mailboxes): Promise<Answer> {
  if (request.method !== "POST") return { status: 405 };
  if (request.headers.authorization !== `Bearer ${TOKEN}`) return { status: 401 };
  if (Number(request.headers["content-length"] ?? 0) > LARGEST_BODY) return { status: 413 };
  const body: unknown = await json(request).catch(() => undefined);
  switch (request.url) {
    case "/recipient/is-reachable":
      return answerParsed(IsReachable.safeParse(body), (asked) => reachabilityOf(asked, mailboxes));
    case "/service/deliver-secure":
      return answerParsed(DeliverSecure.safeParse(body), (delivered) => take(delivered, mailboxes));
    default:
      return { status: 404 };
  }
}

function answerParsed<T>(
  parsed: z.ZodSafeParseResult<T>,
  answer: (value: T) => Promise<Answer>,
): Promise<Answer> {
  if (parsed.success) return answer(parsed.data);
  return Promise.resolve({
    status: 400,
    body: { faults: parsed.error.issues.map(({ path }) => path.join(".")) },
  });
}

async function reachabilityOf(
  { recipientId: asked }: IsReachable,
  { hasMailbox }: Mailboxes,
): Promise<Answer> {
  const statuses = asked.map((recipientId) => ({
    senderAccepted: true,
    accountStatus: {
      recipientId,
      pending: false,
      ...(hasMailbox(recipientId) && { serviceSupplier: { name: "Samtids simulator" } }),
    },
  }));
  return { status: 200, body: { return: statuses } };
}

async function take(
  { delivery, reportUrl }: DeliverSecure,
  { store, clock, hasMailbox }: Mailboxes,
): Promise<Answer> {
  const { header, message: messages } = delivery;
  if (!hasMailbox(header.recipient)) return { status: 422, body: { faults: ["recipient"] } };
  const [message] = messages;
  const fromBase64 = (text: string) => Buffer.from(text, "base64");
  const { header: about, body, attachment } = message!;
  const caught = await store.add(
    {
      receivedAt: clock.now().toISOString(),
      from: header.sender.name,
      to: `${header.recipient.slice(0, 8)}-****`,
      subject: about.subject,
      text: fromBase64(body.body).toString("utf8"),
      messageId: about.id,
      fileNames: attachment.map(({ filename }) => filename),
      reported: [],
    },
    attachment.map((file) => fromBase64(file.body)),
  );
  return {
    status: 200,
    body: { return: { transId: caught.id, status: [{ delivered: false }] } },
    taken: { message: caught, reportUrl },
  };
}

async function reportAll(
  { message: { id }, reportUrl }: NonNullable<Answer["taken"]>,
  words: readonly MailboxReportWord[],
  { store, logger }: { store: MailboxStore; logger: Logger },
): Promise<void> {
  try {
    for (const word of words) {
      const { ok } = await fetch(reportUrl, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ transId: id, status: [{ delivered: word === "delivered" }] }),
        signal: AbortSignal.timeout(REPORT_TIMEOUT_MS),
      });
      if (ok) await store.markReported(id, word);
    }
  } catch (error) {
    logger.warn({ reason: (error as Error).message }, "mailbox simulator could not report");
  }
}
