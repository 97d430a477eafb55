import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { SMTPServer, type SMTPServerSession } from "smtp-server";
import { createLogger } from "../../../server/platform/logger.ts";
import { startSmsSimulator } from "../../../server/platform/sms/sms-simulator.ts";
import { systemClock } from "../../../server/platform/system-clock.ts";
import { forkChild, serveParent, type Child } from "./child-process.ts";
import { FAILING_NUMBER, REFUSED_MAILBOX } from "./fill-world.ts";

/** Something that came out of Samtid, and when on the machine's clock its sending began, in milliseconds. */
export interface Arrival {
  readonly messageId: string;
  readonly beganMs: number;
}

/** A mail server and an SMS gateway in a process of their own. */
export interface YearPost {
  readonly smtpUrl: string;
  readonly sms: { readonly url: string; readonly user: string; readonly password: string };
  arrived(): Promise<{ readonly mails: readonly Arrival[]; readonly sms: readonly Arrival[] }>;
  /** When every SMS so far has been reported on. */
  settled(): Promise<unknown>;
  child: Child;
}

export async function startYearPost(dataDir: string): Promise<YearPost> {
  const child = await forkChild(fileURLToPath(import.meta.url), { dataDir });
  const addresses = (await child.ask("addresses")) as Pick<YearPost, "smtpUrl" | "sms">;
  return {
    ...addresses,
    arrived: () => child.ask("arrived") as ReturnType<YearPost["arrived"]>,
    settled: () => child.ask("settled"),
    child,
  };
}

/** Takes mails and keeps who they say they are. An address may be unknown. */
async function startSmtp(mails: Arrival[]) {
  const began = new WeakMap<SMTPServerSession, number>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    closeTimeout: 100,
    onMailFrom(_address, session, done) {
      began.set(session, Date.now());
      done();
    },
    onRcptTo({ address }, _session, done) {
      if (!address.startsWith(REFUSED_MAILBOX)) return done();
      done(Object.assign(new Error("5.1.1 no such user"), { responseCode: 550 }));
    },
    onData(stream, session, done) {
      void text(stream).then((mail) => {
        const messageId = /^Message-ID: <([^@]+)@/im.exec(mail)?.[1] ?? "";
        mails.push({ messageId, beganMs: began.get(session)! });
        done();
      });
    },
  });
  server.on("error", () => {});
  const listener = server.listen(0, "127.0.0.1");
  await once(listener, "listening");
  return { server, smtpUrl: `smtp://127.0.0.1:${(listener.address() as AddressInfo).port}` };
}

await serveParent<{ dataDir: string }>(import.meta.url, async ({ dataDir }) => {
  const mails: Arrival[] = [];
  const { server, smtpUrl } = await startSmtp(mails);
  const { url, user, password, list, settled, stop } = await startSmsSimulator({
    dataDir,
    clock: systemClock,
    logger: createLogger("warn"),
    reports: ({ to }) => (to === FAILING_NUMBER ? ["failed"] : ["delivered"]),
  });
  const arrived = async () => ({
    mails,
    sms: (await list()).map(({ idempotencyKey, receivedAt }) => ({
      messageId: idempotencyKey ?? "",
      beganMs: Date.parse(receivedAt),
    })),
  });
  return {
    async answer(asked) {
      if (asked === "settled") return settled();
      return asked === "addresses" ? { smtpUrl, sms: { url, user, password } } : arrived();
    },
    async close() {
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await stop();
    },
  };
});
