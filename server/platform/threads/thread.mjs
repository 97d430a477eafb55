import { parentPort, workerData } from "node:worker_threads";
import { register } from "tsx/esm/api";

/** What runs in a thread of `isolated-thread.ts`: loads a module in TypeScript and calls its `run` for each message. */
register();
const { run } = await import(workerData);
parentPort.on("message", (input) => parentPort.postMessage({ output: run(input) }));
parentPort.postMessage("ready");
