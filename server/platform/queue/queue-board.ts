import { createBullBoard } from "@bull-board/api";
import { BullMQAdapter } from "@bull-board/api/bullMQAdapter";
import { ExpressAdapter } from "@bull-board/express";
import type { RequestHandler } from "express";
import type { Logger } from "../logger.ts";
import { openQueueBackend } from "./queues.ts";

/** The board of the queues, which only shows. */
export interface QueueBoard {
  readonly pages: RequestHandler;
  close(): Promise<void>;
}

/**
 * Bull Board over queues of their own, on whichever backend carries the jobs. It changes nothing: the jobs of both agencies lie in
 * the same queues, and what must be done again is done from the messages themselves.
 *
 * @param path where the pages are mounted.
 */
export async function openQueueBoard({
  path,
  logger,
  ...where
}: {
  path: string;
  names: readonly string[];
  databaseUrl: string;
  redisUrl: string | undefined;
  logger: Logger;
}): Promise<QueueBoard> {
  const onError = (error: Error) => logger.warn({ reason: error.message }, "queue connection failed");
  const backend = await openQueueBackend(where, onError);
  const queues = where.names.map((name) => backend.openQueue(name));
  for (const queue of queues) {
    queue.on("error", onError);
    await queue.waitUntilReady();
  }
  const adapter = new ExpressAdapter();
  adapter.setBasePath(path);
  createBullBoard({
    queues: queues.map(
      (queue) =>
        new BullMQAdapter(queue as ConstructorParameters<typeof BullMQAdapter>[0], { readOnlyMode: true }),
    ),
    serverAdapter: adapter,
    options: { uiConfig: { boardTitle: "Samtids köer" } },
  });
  return {
    pages: adapter.getRouter() as RequestHandler,
    async close() {
      await Promise.all(queues.map((queue) => queue.close()));
      await backend.close();
    },
  };
}
