import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerAddress, type SMTPServerDataStream } from "smtp-server";
import type { Clock } from "../clock.ts";
import type { Logger } from "../logger.ts";
import { createHourlyLimit } from "./hourly-limit.ts";

/** Where mail to our addresses comes in. */
export interface MailIn {
  readonly host: string;
  readonly port: number;
  /** Takes no more mail and resolves when what is under way has ended, a few seconds later at most. */
  stop(): Promise<void>;
}

/** What {@link startMailIn} needs. */
export interface MailInOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Whether the address is one of ours. */
  readonly knows: (recipient: string) => boolean;
  /** Resolves when what the mail means is committed; only then is it acknowledged. Logs what it does itself. */
  readonly take: (recipient: string, raw: Buffer) => Promise<"taken" | "refused">;
  readonly clock: Clock;
  readonly logger: Logger;
}

const LARGEST_MAIL_BYTES = 512 * 1024;
const MOST_CONNECTIONS = 50;
const SILENCE_MS = 60_000;
const CLOSE_TIMEOUT_MS = 3_000;
/** An answer changed back and forth, and a program that sends each in three copies, keep well below it. */
const MAILS_AN_HOUR_TO_ONE = 30;
/** Who guesses addresses is sent away. */
const MOST_UNKNOWN_RECIPIENTS = 5;

/**
 * Each refusal with its enhanced status (RFC 3463). Temporary ones (4yz) are tried again by the sender, the others end with
 * whoever wrote the mail, in their own mail server's words and these: plain ASCII, as replies must be.
 */
const REPLY = {
  unknown_recipient: [550, "5.1.1 No such address"],
  too_many_unknown: [421, "4.7.0 Too many unknown addresses"],
  too_large: [552, `5.3.4 At most ${LARGEST_MAIL_BYTES} bytes`],
  too_many: [450, "4.2.1 Too many mails to this address, try again in an hour"],
  refused: [
    550,
    "5.6.0 Vi kan inte ta emot ditt svar. Ring oss eller svara via webben. / This address takes calendar answers only.",
  ],
  failed: [451, "4.3.0 Not possible right now, try again later"],
} as const satisfies Record<string, readonly [number, string]>;
type Reason = keyof typeof REPLY;

/**
 * Opens the door to mail: real SMTP (RFC 5321) for the mail servers in front of us, one recipient at a time so that each mail is
 * acknowledged by itself. It neither relays nor authenticates: who may reach the port is for the network to say.
 *
 * @throws when the port is taken.
 */
export async function startMailIn(options: MailInOptions): Promise<MailIn> {
  const { host, logger } = options;
  const gate = createGate(options);
  const server: SMTPServer = new SMTPServer({
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    size: LARGEST_MAIL_BYTES,
    // The library would refuse what announces itself as too large without a word to us.
    hideSize: true,
    maxRecipients: 1,
    maxClients: MOST_CONNECTIONS,
    socketTimeout: SILENCE_MS,
    closeTimeout: CLOSE_TIMEOUT_MS,
    onMailFrom: (address, _session, done) =>
      done(announcedSize(address) > LARGEST_MAIL_BYTES ? gate.refuse("too_large") : null),
    onRcptTo: ({ address }, { id }, done) => done(gate.check(address, id)),
    onData: (stream, { envelope }, done) => {
      gate.take(stream, envelope.rcptTo[0]?.address ?? "").then(
        (refused) => done(refused, "2.6.0 Taken in"),
        (error: Error & { code?: string }) => {
          // Only its kind: what the database says of a row holds what a person has written.
          logger.error({ code: error.code ?? error.name }, "mail could not be taken in");
          done(gate.refuse("failed"));
        },
      );
    },
    onClose: ({ id }) => gate.forget(id),
  });
  const port = await listen(server, { host, port: options.port });
  server.on("error", (error: Error & { code?: string }) =>
    logger.info({ code: error.code ?? error.name }, "connection for incoming mail failed"),
  );
  return { host, port, stop: () => new Promise((resolve) => server.close(resolve)) };
}

/** What is let in, with a line in the log for what isn't. */
function createGate({ knows, take, clock, logger }: MailInOptions) {
  const limit = createHourlyLimit(MAILS_AN_HOUR_TO_ONE, clock);
  const unknownIn = new Map<string, number>();
  const refuse = (reason: Reason) => {
    logger.info({ reason }, "mail not taken in");
    return refusal(reason);
  };
  return {
    refuse,
    check(recipient: string, sessionId: string): Error | null {
      if (knows(recipient)) return limit.allows(recipient.toLowerCase()) ? null : refuse("too_many");
      const count = (unknownIn.get(sessionId) ?? 0) + 1;
      unknownIn.set(sessionId, count);
      return refuse(count > MOST_UNKNOWN_RECIPIENTS ? "too_many_unknown" : "unknown_recipient");
    },
    async take(stream: SMTPServerDataStream, recipient: string): Promise<Error | null> {
      const raw = await readUpTo(stream, LARGEST_MAIL_BYTES);
      if (!raw) return refuse("too_large");
      return (await take(recipient, raw)) === "refused" ? refusal("refused") : null;
    },
    forget: (sessionId: string) => void unknownIn.delete(sessionId),
  };
}

function refusal(reason: Reason): Error {
  const [responseCode, reply] = REPLY[reason];
  return Object.assign(new Error(reply), { responseCode });
}

function announcedSize({ args }: SMTPServerAddress): number {
  return args ? Number(args["SIZE"] ?? 0) : 0;
}

/** Reads to the end, for the reply can't come before it, but keeps nothing of what is too large. */
async function readUpTo(stream: SMTPServerDataStream, mostBytes: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= mostBytes) chunks.push(chunk);
    else chunks.length = 0;
  }
  return length <= mostBytes ? Buffer.concat(chunks) : undefined;
}

function listen(server: SMTPServer, { port, host }: { port: number; host: string }): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    const listener = server.listen(port, host, () => {
      server.off("error", reject);
      resolve((listener.address() as AddressInfo).port);
    });
  });
}
