import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from "smtp-server";
import type { Clock } from "../clock.ts";
import type { Logger } from "../logger.ts";
import type { CaughtMail } from "./caught-mail.ts";
import { openMailStore, type MailStore } from "./mail-store.ts";

/** A mail server of our own that delivers to nobody: what the default run sends can be read at `/dev/mail`. */
export interface MailCatcher {
  /** `smtp://127.0.0.1:port`, for the mail transport. */
  readonly smtpUrl: string;
  /** Newest first. */
  list(): Promise<CaughtMail[]>;
  get(id: string): Promise<CaughtMail | undefined>;
  /** Tells of each mail after it is kept. Returns the way to stop listening. */
  onMail(listener: (mail: CaughtMail) => void): () => void;
  clear(): Promise<void>;
  stop(): Promise<void>;
}

/** What {@link startMailCatcher} needs. */
export interface MailCatcherOptions {
  /** The mails are kept in its folder `mail` and are there after a restart. */
  readonly dataDir: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** How many mails are kept: 500 unless told otherwise. */
  readonly capacity?: number;
}

const HOST = "127.0.0.1";
const LARGEST_MAIL_BYTES = 10 * 1024 * 1024;
const CLOSE_TIMEOUT_MS = 1_000;

/**
 * Starts the catcher: real SMTP (RFC 5321), on loopback only.
 *
 * @throws when the port is taken.
 */
export async function startMailCatcher(options: MailCatcherOptions): Promise<MailCatcher> {
  const folder = join(options.dataDir, "mail");
  const store = await openMailStore({ folder, clock: options.clock, capacity: options.capacity ?? 500 });
  const listeners = new Set<(mail: CaughtMail) => void>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    size: LARGEST_MAIL_BYTES,
    closeTimeout: CLOSE_TIMEOUT_MS,
    onData: (stream, session, done) => {
      receive(store, stream, session).then((mail) => {
        done();
        for (const listener of listeners) listener(mail);
      }, done);
    },
  });
  const port = await listen(server, options.port ?? 0);
  server.on("error", (error) =>
    options.logger.warn({ reason: error.message }, "mail catcher connection failed"),
  );
  return {
    smtpUrl: `smtp://${HOST}:${port}`,
    list: () => store.list(),
    get: (id) => store.get(id),
    onMail: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    clear: () => store.clear(),
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}

async function receive(
  store: MailStore,
  stream: SMTPServerDataStream,
  { envelope }: SMTPServerSession,
): Promise<CaughtMail> {
  const message = await buffer(stream);
  if (stream.sizeExceeded) throw Object.assign(new Error("message too large"), { responseCode: 552 });
  return store.add(message, {
    from: envelope.mailFrom ? envelope.mailFrom.address : "",
    to: envelope.rcptTo.map(({ address }) => address),
  });
}

function listen(server: SMTPServer, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    const listener = server.listen(port, HOST, () => {
      server.off("error", reject);
      resolve((listener.address() as AddressInfo).port);
    });
  });
}
