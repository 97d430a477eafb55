import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** A process of Samtid, run as an operator runs it. */
export interface SpawnedProcess {
  /** Ends it in order (SIGTERM). */
  stop(): Promise<void>;
  /** Ends it without a chance to do anything more (kill -9). */
  kill(): Promise<void>;
  /** Stops it in its tracks (SIGSTOP), until it is let go on. */
  freeze(): void;
  thaw(): void;
}

/** The processes there are, and the log line each writes when it is ready. */
const ENTRY = {
  server: { file: "server/main.ts", ready: "server ready" },
  worker: { file: "workers/main.ts", ready: "workers ready" },
} as const;

const PROJECT = fileURLToPath(new URL("../../", import.meta.url));
const STOP_WITH_PARENT = new URL("../../server/platform/setup/stop-with-parent.mjs", import.meta.url).href;

/**
 * Starts a process and resolves when it says that it is ready. It goes down with the test run, however that ends.
 *
 * @param environment all that it is configured with; nothing is inherited but PATH and TZ.
 * @throws Error with what it wrote when it ends instead.
 */
export async function spawnProcess(
  kind: keyof typeof ENTRY,
  environment: Readonly<Record<string, string>>,
): Promise<SpawnedProcess> {
  const { file, ready } = ENTRY[kind];
  const { PATH = "", TZ = "UTC" } = process.env;
  const child = spawn(process.execPath, ["--import", "tsx", "--import", STOP_WITH_PARENT, file], {
    cwd: PROJECT,
    env: { PATH, TZ, NODE_ENV: "test", LOG_LEVEL: "info", ...environment },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  await untilReady(child, ready);
  return {
    stop: () => end(child, "SIGTERM"),
    kill: () => end(child, "SIGKILL"),
    freeze: () => void child.kill("SIGSTOP"),
    thaw: () => void child.kill("SIGCONT"),
  };
}

async function untilReady(child: ChildProcess, ready: string): Promise<void> {
  const written: string[] = [];
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stdout! }).on("line", (line) => {
      if (line.includes(ready)) resolve();
      else written.push(line);
    });
    child.stderr!.on("data", (chunk) => written.push(String(chunk)));
    child.once("exit", (code) => reject(new Error(`ended with ${code}:\n${written.join("\n")}`)));
  });
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill(signal);
  await ended;
}
