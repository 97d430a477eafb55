import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { freePort } from "./free-port.ts";

/** A Redis of the test's own, empty at start and kept in memory only. */
export interface TestRedis {
  /** `redis://…`, the same after a restart. */
  readonly url: string;
  /** Kills the server and starts an empty one on the same port: what a lost Redis looks like. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts the system's redis-server on a free loopback port.
 *
 * @throws when redis-server isn't installed.
 */
export async function startRedis(): Promise<TestRedis> {
  const port = await freePort();
  let server = await launch(port);
  return {
    url: `redis://127.0.0.1:${port}`,
    restart: async () => {
      await kill(server);
      server = await launch(port);
    },
    stop: () => kill(server),
  };
}

async function launch(port: number): Promise<ChildProcess> {
  const server = spawn(
    "redis-server",
    ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const lines = createInterface({ input: server.stdout });
  await new Promise<void>((resolve, reject) => {
    lines.on("line", (line) => line.includes("Ready to accept connections") && resolve());
    server.once("error", reject);
    server.once("exit", (code) => reject(new Error(`redis-server ended with ${code}`)));
  });
  return server;
}

async function kill(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, "exit");
  server.kill("SIGKILL");
  await ended;
}
