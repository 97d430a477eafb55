import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

/** A moment of the SMTP conversation at which the server can be told to misbehave. */
export const SMTP_STEPS = ["connect", "auth", "mail", "recipient", "body"] as const;
export type SmtpStep = (typeof SMTP_STEPS)[number];

/** A reply such as `550 5.1.1 no such user`, or what is worse than a reply. */
export type SmtpBehaviour = `${4 | 5}${number} ${string}` | "drop" | "silence";

/** A real SMTP server that behaves badly on command. */
export interface ScriptedSmtp {
  readonly url: string;
  /** Bodies received to their end, whatever was answered. */
  readonly bodies: number;
  /** From now on; nothing means answering as one should. */
  behave(script: Partial<Record<SmtpStep, SmtpBehaviour>>): void;
  stop(): Promise<void>;
}

/** Listens on a free loopback port. */
export async function startScriptedSmtp(): Promise<ScriptedSmtp> {
  let script: Partial<Record<SmtpStep, SmtpBehaviour>> = {};
  let bodies = 0;
  const at = (step: SmtpStep, done: (error?: Error | null) => void): void => {
    const behaviour = script[step];
    if (behaviour === undefined) return done();
    if (behaviour === "silence") return;
    if (behaviour === "drop") return server.connections.forEach((connection) => connection._socket.destroy());
    const [code, text] = [behaviour.slice(0, 3), behaviour.slice(4)];
    done(Object.assign(new Error(text), { responseCode: Number(code) }));
  };
  const server: SMTPServer = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ["STARTTLS"],
    disableReverseLookup: true,
    closeTimeout: 100,
    onConnect: (_session, done) => at("connect", done),
    onAuth: (_auth, _session, done) => at("auth", (error) => done(error ?? null, { user: "samtid" })),
    onMailFrom: (_address, _session, done) => at("mail", done),
    onRcptTo: (_address, _session, done) => at("recipient", done),
    onData: (stream, _session, done) => {
      stream.resume().on("end", () => {
        bodies++;
        at("body", done);
      });
    },
  });
  server.on("error", () => {});
  const listener = server.listen(0, "127.0.0.1");
  await once(listener, "listening");
  return {
    url: `smtp://samtid:secret@127.0.0.1:${(listener.address() as AddressInfo).port}`,
    get bodies() {
      return bodies;
    },
    behave: (next) => (script = next),
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}
