import { createAdapter } from "@socket.io/postgres-adapter";
import { Client, Pool } from "pg";
import type { SocketAdapter, SocketAdapterFactory } from "./socket-adapter.ts";

/** PostgreSQL refuses 8 000 bytes of payload; what is longer goes by a row. */
const LONGEST_NOTIFY_BYTES = 7_500;
/** A row is deleted this long after, when everybody has read it. */
const ATTACHMENT_KEPT_MS = 30_000;
const CONNECT_WITHIN_MS = 5_000;
/** A silent connection is probed after this long. */
const KEEP_ALIVE_MS = 10_000;

/**
 * Servers tell each other by NOTIFY, over two connections of their own: one that listens, taken up again within 3 s when it is lost,
 * and one that tells. By a single one what is told stays in order, and the requests' connections are not waited for. What is longer
 * than a NOTIFY may be goes by a table, and may then come after what was told next.
 */
export function openPostgresAdapter({
  databaseUrl,
  report,
}: {
  databaseUrl: string;
  report: (error: Error) => void;
}): SocketAdapter {
  const connection = {
    connectionString: databaseUrl,
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
  };
  const telling = new Pool({ ...connection, max: 1 });
  telling.on("error", report);
  let closing: Promise<void> | undefined;

  /** Not of the pool: the adapter never gives back a connection that was lost, which would leave none to tell by. */
  const listen = async () => {
    const client = new Client(connection);
    client.on("error", report);
    await client.connect();
    if (closing) await client.end();
    return Object.assign(client, { release: () => void client.end().catch(report) });
  };
  const ways = { connect: listen, query: (text: string, values?: unknown[]) => telling.query(text, values) };
  const factory = createAdapter(ways as unknown as Pool, {
    payloadThreshold: LONGEST_NOTIFY_BYTES,
    cleanupInterval: ATTACHMENT_KEPT_MS,
    errorHandler: report,
  });
  return {
    factory: factory as SocketAdapterFactory,
    close: () => (closing ??= telling.end()),
  };
}
