import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { Clock } from "../clock.ts";
import type { Logger } from "../logger.ts";
import { openSmsStore, type CaughtSms, type SmsStore } from "./sms-store.ts";
import { countSmsParts } from "./sms-parts.ts";

/** An SMS gateway of our own that delivers to nobody: what the default run sends can be read at `/dev/mail`. */
export interface SmsSimulator {
  /** For the gateway's client. */
  readonly url: string;
  readonly user: string;
  readonly password: string;
  /** Newest first. */
  list(): Promise<CaughtSms[]>;
  clear(): Promise<void>;
  /** When it has reported everything it has taken so far. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

/** What {@link startSmsSimulator} needs. */
export interface SmsSimulatorOptions {
  /** The messages are kept in its folder `sms` and are there after a restart. */
  readonly dataDir: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** What it reports of a message; `delivered` unless told otherwise, nothing for an empty list. */
  readonly reports?: (sms: CaughtSms) => readonly string[];
}

const HOST = "127.0.0.1";
const USER = "simulator";
const PASSWORD = "simulator";
const LARGEST_BODY = 64 * 1024;
const REPORT_TIMEOUT_MS = 5_000;

/** Starts the simulator: the HTTP conversation of 46elks' API, on loopback only, with delivery reports. */
export async function startSmsSimulator(options: SmsSimulatorOptions): Promise<SmsSimulator> {
  const { dataDir, clock, logger, reports = () => ["delivered"] } = options;
  const store = await openSmsStore(join(dataDir, "sms"));
  const reporting = new Set<Promise<void>>();
  const server = createServer((request, response) => {
    receive(request, response, { store, clock }).then(
      (taken) => {
        if (!taken) return;
        const report = reportAll(taken, reports(taken.sms), { store, clock, logger });
        reporting.add(report);
        void report.finally(() => reporting.delete(report));
      },
      (error: unknown) => {
        logger.warn({ err: error }, "SMS simulator failed");
        response.writeHead(500).end();
      },
    );
  });
  const settled = async () => void (await Promise.all(reporting));
  server.listen(0, HOST);
  await once(server, "listening");
  return {
    url: `http://${HOST}:${(server.address() as AddressInfo).port}`,
    user: USER,
    password: PASSWORD,
    list: () => store.list(),
    clear: () => store.clear(),
    settled,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await settled();
    },
  };
}

interface Taken {
  readonly sms: CaughtSms;
  readonly reportUrl: string | null;
}

async function receive(
  request: IncomingMessage,
  response: ServerResponse,
  { store, clock }: { store: SmsStore; clock: Clock },
): Promise<Taken | undefined> {
  const refuse = (status: number, reason: string) => void response.writeHead(status).end(reason);
  const expected = `Basic ${Buffer.from(`${USER}:${PASSWORD}`).toString("base64")}`;
  if (request.method !== "POST" || request.url !== "/a1/sms") return refuse(404, "Not found");
  if (request.headers.authorization !== expected) return refuse(401, "Unauthorized");
  if (Number(request.headers["content-length"] ?? 0) > LARGEST_BODY) return refuse(413, "Too large");
  const form = new URLSearchParams(await text(request));
  const [from, to, message] = [form.get("from"), form.get("to"), form.get("message")];
  if (!from || !message || !to || !/^\+[1-9]\d{6,14}$/.test(to)) return refuse(400, "Missing or bad key");
  const key = request.headers["idempotency-key"];
  const sms = await store.add({
    receivedAt: clock.now().toISOString(),
    from,
    to,
    text: message,
    ...countSmsParts(message),
    idempotencyKey: typeof key === "string" ? key : null,
    reported: [],
  });
  const { id, receivedAt: created, parts } = sms;
  response.writeHead(200, { "content-type": "application/json" });
  response.end(
    JSON.stringify({ id, status: "created", direction: "outgoing", from, to, message, created, parts }),
  );
  return { sms, reportUrl: form.get("whendelivered") };
}

/** One report after another, as a gateway posts them: form-encoded, and again when nobody took it. */
async function reportAll(
  { sms, reportUrl }: Taken,
  statuses: readonly string[],
  { store, clock, logger }: { store: SmsStore; clock: Clock; logger: Logger },
): Promise<void> {
  if (!reportUrl) return;
  const report = (status: string) =>
    fetch(reportUrl, {
      method: "POST",
      body: new URLSearchParams({ id: sms.id, status, delivered: clock.now().toISOString() }),
      signal: AbortSignal.timeout(REPORT_TIMEOUT_MS),
    });
  try {
    for (const status of statuses) {
      const { ok } = await report(status).catch(() => report(status));
      if (ok) await store.markReported(sms.id, status);
    }
  } catch (error) {
    logger.warn({ reason: (error as Error).message }, "SMS simulator could not report");
  }
}
