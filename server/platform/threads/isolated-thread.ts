import { Worker } from "node:worker_threads";

/** What a thread may use. One that goes beyond is stopped, without harm to the process. */
export interface ThreadLimits {
  readonly memoryMb: number;
  /** For each input, from when the thread is free to take it. */
  readonly milliseconds: number;
}

/** The thread was stopped: out of time, out of memory, or by an error that its code did not expect. */
export class ThreadStopped extends Error {}

/** Runs a pure function on inputs that may be hostile, one at a time, where it can block or break nobody else. */
export type RunIsolated<Input, Output> = (input: Input) => Promise<Output>;

const START_MS = 60_000;
const BOOTSTRAP = new URL("./thread.mjs", import.meta.url);

/**
 * One thread, started when first needed and again after it was stopped. It does not keep the process alive.
 *
 * @param module exports `run`, which takes an input and gives an output that can both be cloned.
 */
export function createIsolatedThread<Input, Output>(
  module: URL,
  limits: ThreadLimits,
): RunIsolated<Input, Output> {
  let started: Promise<Worker> | undefined;
  let last: Promise<unknown> = Promise.resolve();

  const runNow = async (input: Input): Promise<Output> => {
    try {
      const worker = await (started ??= start(module, limits));
      const answer = nextMessage(worker, limits.milliseconds) as Promise<{ output: Output }>;
      worker.postMessage(input);
      return (await answer).output;
    } catch (error) {
      const stopping = started;
      started = undefined;
      await stopping?.then((worker) => worker.terminate()).catch(() => undefined);
      throw error;
    }
  };
  return (input) => {
    const run = last.then(() => runNow(input));
    last = run.catch(() => undefined);
    return run;
  };
}

async function start(module: URL, { memoryMb }: ThreadLimits): Promise<Worker> {
  const worker = new Worker(BOOTSTRAP, {
    workerData: module.href,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: 32 },
  });
  worker.unref();
  // An error outside a run is told by the next run, which finds the thread gone.
  worker.on("error", () => undefined);
  await nextMessage(worker, START_MS);
  return worker;
}

function nextMessage(worker: Worker, milliseconds: number): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const stop = (cause?: unknown) => {
      settle();
      reject(new ThreadStopped("The thread was stopped", { cause }));
    };
    const finish = (message: unknown) => {
      settle();
      resolve(message);
    };
    const timer = setTimeout(stop, milliseconds);
    const settle = () => {
      clearTimeout(timer);
      worker.off("message", finish).off("error", stop).off("exit", stop);
    };
    worker.on("message", finish).on("error", stop).on("exit", stop);
  });
}
