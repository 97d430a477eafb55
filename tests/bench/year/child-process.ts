import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** What a process has used so far. */
export interface Usage {
  readonly cpuSeconds: number;
  readonly peakMegabytes: number;
}

/** A process of ours that does what it is asked. */
export interface Child {
  readonly process: ChildProcess;
  ask(what: unknown): Promise<unknown>;
  usage(): Promise<Usage>;
  stop(): Promise<void>;
}

/** What a child process does. */
interface Service {
  answer(asked: unknown): Promise<unknown>;
  close(): Promise<void>;
}

const USAGE = "usage";
const STOP = "stop";

/** What this process has used so far. */
export function ownUsage(): Usage {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  return { cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, peakMegabytes: maxRSS / 1024 };
}

/** Runs a file as a process of its own, which ends with this one; resolves when it is ready. */
export async function forkChild(file: string, settings: unknown): Promise<Child> {
  const child = fork(file, [JSON.stringify(settings)], {
    execArgv: ["--import", "tsx"],
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let asked = 0;
  child.on("message", (message: { id: number; value?: unknown; error?: string }) => {
    const { resolve, reject } = waiting.get(message.id) ?? {};
    waiting.delete(message.id);
    if (message.error === undefined) resolve?.(message.value);
    else reject?.(new Error(message.error));
  });
  child.once("exit", (code) => {
    for (const { reject } of waiting.values()) reject(new Error(`${file} ended with ${code}`));
  });
  const ask = (what: unknown) =>
    new Promise<unknown>((resolve, reject) => {
      waiting.set(++asked, { resolve, reject });
      child.send({ id: asked, what });
    });
  const ready = new Promise((resolve, reject) => waiting.set(0, { resolve, reject }));
  await ready;
  return {
    process: child,
    ask,
    usage: () => ask(USAGE) as Promise<Usage>,
    async stop() {
      const ended = once(child, "exit");
      child.send({ id: -1, what: STOP });
      await ended;
    },
  };
}

/** In the child: does what the parent asks, until it says stop or is gone. Nothing where the file is only imported. */
export async function serveParent<Settings>(
  file: string,
  start: (settings: Settings) => Promise<Service>,
): Promise<void> {
  if (process.argv[1] !== fileURLToPath(file) || !process.send) return;
  process.once("disconnect", () => process.exit(1));
  const service = await start(JSON.parse(process.argv[2]!) as Settings);
  const reply = (message: unknown) => void process.send!(message);
  process.on("message", ({ id, what }: { id: number; what: unknown }) => {
    if (what === STOP) return void service.close().then(() => process.exit(0));
    const answer = what === USAGE ? Promise.resolve(ownUsage()) : service.answer(what);
    answer.then(
      (value) => reply({ id, value }),
      (error: unknown) => reply({ id, error: error instanceof Error ? (error.stack ?? error.message) : "" }),
    );
  });
  reply({ id: 0 });
}
