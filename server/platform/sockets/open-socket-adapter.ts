import type { Logger } from "../logger.ts";
import type { SocketAdapter, SocketAdapterFactory } from "./socket-adapter.ts";

/**
 * Through Redis where it is configured, and the database otherwise: more than one server works with either. What is told while the
 * way is down is lost to the other servers, so whoever must know also reads anew; those of the same server are told all the same.
 */
export async function openSocketAdapter({
  databaseUrl,
  redisUrl,
  logger,
}: {
  readonly databaseUrl: string;
  readonly redisUrl: string | undefined;
  readonly logger: Logger;
}): Promise<SocketAdapter> {
  const report = (error: Error) => logger.warn({ err: error.message }, "servers could not tell each other");
  const adapter = redisUrl
    ? (await import("./redis-adapter.ts")).openRedisAdapter({ redisUrl, report })
    : (await import("./postgres-adapter.ts")).openPostgresAdapter({ databaseUrl, report });
  return { ...adapter, factory: reportingErrors(adapter.factory, report) };
}

/** Both packages keep to themselves that the others could not be told. */
function reportingErrors(
  factory: SocketAdapterFactory,
  report: (error: Error) => void,
): SocketAdapterFactory {
  // Socket.IO calls it with `new`, which an arrow function is not for.
  return function makeAdapter(namespace) {
    const adapter = factory(namespace) as { doPublish(message: unknown): Promise<string> };
    const publish = adapter.doPublish.bind(adapter);
    adapter.doPublish = (message) =>
      publish(message).catch((error: Error) => {
        report(error);
        return "";
      });
    return adapter;
  };
}
