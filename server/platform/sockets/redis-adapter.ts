import { createAdapter } from "@socket.io/redis-streams-adapter";
import { Redis } from "ioredis";
import type { SocketAdapter, SocketAdapterFactory } from "./socket-adapter.ts";

/** Apart from the queue's keys in the same Redis. */
const STREAM = "samtid:sockets";
/** What is read is not kept for anybody: a server that comes later reads from then on. */
const KEPT_MESSAGES = 10_000;
const LAST_RETRY_MS = 2_000;

/**
 * Servers tell each other by a stream in Redis. While Redis is away what is told is lost at once, and isn't told late; the connections
 * come back by themselves.
 */
export function openRedisAdapter({
  redisUrl,
  report,
}: {
  redisUrl: string;
  report: (error: Error) => void;
}): SocketAdapter {
  const redis = new Redis(redisUrl, {
    enableOfflineQueue: false,
    retryStrategy: (attempt) => Math.min(100 * attempt, LAST_RETRY_MS),
  });
  redis.on("error", report);
  const readers: Redis[] = [];
  const duplicate = redis.duplicate.bind(redis);
  // Readers wait for the connection; else they would ask again without a pause.
  redis.duplicate = (override) => {
    const reader = duplicate({ ...override, enableOfflineQueue: true, maxRetriesPerRequest: null });
    readers.push(reader);
    return reader;
  };
  const factory = createAdapter(redis, {
    streamName: STREAM,
    channelPrefix: STREAM,
    maxLen: KEPT_MESSAGES,
    onlyPlaintext: true,
  });
  return {
    factory: factory as SocketAdapterFactory,
    close: () => {
      for (const client of [redis, ...readers]) client.disconnect();
      return Promise.resolve();
    },
  };
}
