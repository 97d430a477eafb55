import { setTimeout as wait } from "node:timers/promises";
import { Client } from "pg";
import type { Logger } from "../logger.ts";

/** What the database announces, each with an id as payload: of a meeting, of a room's meeting, of a message; of a session, its hash. */
const CHANNELS = ["meeting_event", "room_event", "message_queued", "session_ended"] as const;
export type NotificationChannel = (typeof CHANNELS)[number];

const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 5_000;
/** A silent connection is probed after this long, and given up about 10 s later. */
const KEEP_ALIVE_MS = 10_000;

/**
 * What this process hears from the database (LISTEN), in the order the transactions committed. Only a hint: what
 * is announced while the connection is down is lost, so whoever listens must also be able to read anew.
 */
export interface Notifications {
  /** Calls back with the payload of each announcement. */
  on(channel: NotificationChannel, listener: (payload: string) => unknown): void;
  /** Calls back when the connection is up again after a gap: anything may have happened meanwhile. */
  onReconnect(listener: () => unknown): void;
  /** Resolves when listening. @throws when the database can't be reached at the start. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Listens on a connection of its own, outside the pool, and takes it up again with back-off when it is lost. */
export function createNotifications({
  databaseUrl,
  logger,
}: {
  databaseUrl: string;
  logger: Logger;
}): Notifications {
  const listeners = new Map<NotificationChannel, ((payload: string) => unknown)[]>();
  const reconnectListeners: (() => unknown)[] = [];
  const stopping = new AbortController();
  let client: Client | undefined;

  const tell = async (listener: () => unknown) => {
    try {
      await listener();
    } catch (error) {
      logger.error({ err: error }, "a listener to the database failed");
    }
  };
  const connect = async () => {
    client = await listen(databaseUrl, {
      announced: (channel, payload) => {
        for (const listener of listeners.get(channel) ?? []) void tell(() => listener(payload));
      },
      ended: () => {
        if (stopping.signal.aborted) return;
        logger.warn("the database's notifications are lost; reconnecting");
        void reconnect();
      },
    });
    if (stopping.signal.aborted) await client.end();
  };
  const reconnect = async () => {
    for (let delay = FIRST_RETRY_MS; !stopping.signal.aborted; delay = Math.min(2 * delay, LAST_RETRY_MS)) {
      try {
        await connect();
        if (stopping.signal.aborted) return;
        logger.info("listening to the database again");
        for (const listener of reconnectListeners) void tell(listener);
        return;
      } catch {
        await wait(delay, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    }
  };
  return {
    on: (channel, listener) => {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
    },
    onReconnect: (listener) => {
      reconnectListeners.push(listener);
    },
    start: connect,
    async stop() {
      stopping.abort();
      await client?.end();
    },
  };
}

interface Heard {
  announced(channel: NotificationChannel, payload: string): void;
  /** An established connection has ended. */
  ended(): void;
}

async function listen(databaseUrl: string, heard: Heard): Promise<Client> {
  const client = new Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: LAST_RETRY_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
  });
  let established = false;
  // Every error is followed by "end", or rejects what is awaited below.
  client.on("error", () => undefined);
  client.on("end", () => {
    if (established) heard.ended();
  });
  client.on("notification", ({ channel, payload }) =>
    heard.announced(channel as NotificationChannel, payload ?? ""),
  );
  try {
    await client.connect();
    for (const channel of CHANNELS) await client.query(`listen ${channel}`);
  } catch (error) {
    await client.end();
    throw error;
  }
  established = true;
  return client;
}
