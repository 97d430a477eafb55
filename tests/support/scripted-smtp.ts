import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";

/** A moment of the SMTP conversation at which the server can be told to misbehave. */
export const SMTP_STEPS = ["connect", "auth", "mail", "recipient", "body"] as const;
export type SmtpStep = (typeof SMTP_STEPS)[number];

/** A reply such as `550 5.1.1 no such user`, what is worse than a reply, or `hold`: the right reply, when released. */
export type SmtpBehaviour = `${4 | 5}${number} ${string}` | "drop" | "silence" | "hold";

/** A message whose body was received to its end, whatever was answered. */
export interface ReceivedMessage {
  /** With angle brackets. */
  readonly messageId: string;
  readonly envelopeFrom: string;
  readonly to: string;
  readonly body: string;
  /** Who sent it, by the name they signed in with. */
  readonly from: string;
  /** When its conversation began and when its body had arrived, on the machine's clock. */
  readonly beganMs: number;
  readonly arrivedMs: number;
}

/** A real SMTP server that behaves badly on command. */
export interface ScriptedSmtp {
  readonly url: string;
  /** Bodies received to their end, whatever was answered. */
  readonly bodies: number;
  /** In the order they arrived. */
  readonly received: readonly ReceivedMessage[];
  /** Conversations that wait to be released. */
  readonly held: number;
  /** From now on; nothing means answering as one should. */
  behave(script: Partial<Record<SmtpStep, SmtpBehaviour>>): void;
  /** Answers those that are held. */
  release(): void;
  stop(): Promise<void>;
}

/** Listens on a free loopback port. */
export async function startScriptedSmtp(): Promise<ScriptedSmtp> {
  let script: Partial<Record<SmtpStep, SmtpBehaviour>> = {};
  const received: ReceivedMessage[] = [];
  const held: (() => void)[] = [];
  const began = new Map<string, number>();
  const at = (step: SmtpStep, done: (error?: Error | null) => void): void => {
    const behaviour = script[step];
    if (behaviour === undefined) return done();
    if (behaviour === "silence") return;
    if (behaviour === "hold") return void held.push(done);
    if (behaviour === "drop") return server.connections.forEach((connection) => connection._socket.destroy());
    const [code, reply] = [behaviour.slice(0, 3), behaviour.slice(4)];
    done(Object.assign(new Error(reply), { responseCode: Number(code) }));
  };
  const server: SMTPServer = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ["STARTTLS"],
    disableReverseLookup: true,
    closeTimeout: 100,
    onConnect: (_session, done) => at("connect", done),
    onAuth: ({ username = "" }, _session, done) =>
      at("auth", (error) => done(error ?? null, { user: username })),
    onMailFrom: (_address, { id }, done) => {
      began.set(id, Date.now());
      at("mail", done);
    },
    onRcptTo: (_address, _session, done) => at("recipient", done),
    onData: (stream, session, done) => {
      void text(stream).then((body) => {
        const messageId = /^Message-ID: (.+)$/im.exec(body)?.[1]?.trim() ?? "";
        const { mailFrom, rcptTo } = session.envelope;
        const envelopeFrom = mailFrom ? mailFrom.address : "";
        received.push({
          messageId,
          envelopeFrom,
          to: rcptTo[0]!.address,
          body,
          from: session.user ?? "",
          beganMs: began.get(session.id)!,
          arrivedMs: Date.now(),
        });
        at("body", done);
        // Whoever is killed in the midst of a body has not sent it.
      }, done);
    },
  });
  server.on("error", () => {});
  const listener = server.listen(0, "127.0.0.1");
  await once(listener, "listening");
  return {
    url: `smtp://samtid:secret@127.0.0.1:${(listener.address() as AddressInfo).port}`,
    received,
    get bodies() {
      return received.length;
    },
    get held() {
      return held.length;
    },
    behave: (next) => (script = next),
    release: () => held.splice(0).forEach((answer) => answer()),
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}
