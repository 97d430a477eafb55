import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { freePort } from "./free-port.ts";

/** A relay (coturn) of the test's own, on loopback. */
export interface TestRelay {
  readonly port: number;
  readonly secret: string;
  /** Ends it without a word. */
  kill(): Promise<void>;
  /** The same again, knowing nothing of what it carried. */
  start(): Promise<void>;
}

export async function startRelay(): Promise<TestRelay> {
  const port = await freePort();
  const secret = "the-relay-of-a-test";
  let running: ChildProcess | undefined;
  async function start(): Promise<void> {
    running = spawn("turnserver", optionsOf(port, secret), { stdio: "ignore" });
    await untilItListens(port);
  }
  await start();
  return {
    port,
    secret,
    start,
    async kill() {
      if (!running || running.exitCode !== null || running.signalCode !== null) return;
      const ended = once(running, "exit");
      running.kill("SIGKILL");
      await ended;
    },
  };
}

/** `--allow-loopback-peers` is for tests only: it lets anybody reach what listens on the machine itself. */
function optionsOf(port: number, secret: string): string[] {
  return [
    ...["-n", "--listening-ip=127.0.0.1", "--relay-ip=127.0.0.1", `--listening-port=${port}`],
    ...["--min-port=24000", "--max-port=28999", "--use-auth-secret", `--static-auth-secret=${secret}`],
    ...["--realm=test", "--fingerprint", "--no-cli", "--no-tls", "--no-dtls", "--allow-loopback-peers"],
    ...["--log-file=/dev/null", "--no-stdout-log", `--pidfile=/tmp/samtid-turn-${port}.pid`],
    `--userdb=/tmp/samtid-turn-${port}.db`,
  ];
}

/** It takes TCP at the same port as UDP. */
async function untilItListens(port: number): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const socket = connect(port, "127.0.0.1");
    const isOpen = await Promise.race([
      once(socket, "connect").then(() => true),
      once(socket, "error").then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (isOpen) return;
    await wait(50);
  }
  throw new Error("The relay does not listen.");
}
