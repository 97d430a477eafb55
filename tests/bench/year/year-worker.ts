import { fileURLToPath } from "node:url";
import { compose } from "../../../server/compose.ts";
import { createLogger } from "../../../server/platform/logger.ts";
import { startWorkers } from "../../../workers/start-workers.ts";
import { forkChild, serveParent, type Child } from "./child-process.ts";
import { yearConfig, type YearSettings } from "./year-config.ts";

/** What a worker process is told. */
export interface WorkerSettings extends YearSettings {
  readonly databaseUrl: string;
  readonly smtpUrl: string;
  readonly sms: { readonly url: string; readonly user: string; readonly password: string };
  readonly beginsAt: string;
}

/** A process with the product's own workers, whose clock is set from outside. */
export interface YearWorker {
  setTime(at: Date): Promise<unknown>;
  /** What the workers do every so often. */
  sweep(): Promise<unknown>;
  child: Child;
}

export async function startYearWorker(settings: WorkerSettings): Promise<YearWorker> {
  const child = await forkChild(fileURLToPath(import.meta.url), settings);
  return {
    setTime: (at) => child.ask({ at: at.toISOString() }),
    sweep: () => child.ask("sweep"),
    child,
  };
}

await serveParent<WorkerSettings>(import.meta.url, async (settings) => {
  let now = new Date(settings.beginsAt);
  const config = yearConfig(settings);
  const clock = { now: () => now };
  const samtid = compose({ config, clock, databaseUrl: settings.databaseUrl, logger: createLogger("warn") });
  const workers = await startWorkers(samtid, settings.databaseUrl, settings);
  return {
    async answer(asked) {
      if (asked === "sweep") return workers.sweep();
      now = new Date((asked as { at: string }).at);
    },
    async close() {
      await workers.close();
      await samtid.database.close();
    },
  };
});
