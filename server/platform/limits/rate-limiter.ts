import { createHmac } from "node:crypto";
import { Redis } from "ioredis";
import type { Pool } from "pg";
import {
  RateLimiterMemory,
  RateLimiterPostgres,
  RateLimiterRedis,
  RateLimiterRes,
  type RateLimiterAbstract,
} from "rate-limiter-flexible";
import { DomainError } from "../domain-error.ts";
import type { RateLimitName, RateLimits } from "../limit-settings.ts";
import type { Logger } from "../logger.ts";

/** Counts what is done too often to be done by people, over all processes. */
export interface RateLimiter {
  /**
   * Counts one more.
   *
   * @param key of whom or what: an address, an account, a link. Kept as a keyed hash only.
   * @throws DomainError `too_many_requests` with `retryAfterSeconds` when there have been too many.
   */
  take(name: RateLimitName, key: string): Promise<void>;
  /** Counts nothing, and refuses as `take` whoever has had too many already. For what is counted only when it fails. */
  refuseBeyond(name: RateLimitName, key: string): Promise<void>;
  close(): Promise<void>;
}

interface Needs {
  readonly limits: RateLimits;
  readonly pool: Pool;
  /** Counts in Redis instead of PostgreSQL. */
  readonly redisUrl: string | undefined;
  readonly key: Buffer;
  readonly logger: Logger;
}

/**
 * Who is stopped is remembered in the process too, and costs the store nothing more until the time is up. Where the store doesn't
 * answer, each process counts for itself: nobody is shut out for that.
 */
export function createRateLimiter({ limits, pool, redisUrl, key, logger }: Needs): RateLimiter {
  const redis = redisUrl === undefined ? undefined : new Redis(redisUrl, { maxRetriesPerRequest: 1 });
  redis?.on("error", (error: Error) => logger.error({ err: error.message }, "the limits' Redis is lost"));
  const limiters = new Map<string, RateLimiterAbstract>();
  for (const [name, { points, seconds }] of Object.entries(limits)) {
    const usual = { keyPrefix: name, points, duration: seconds };
    const insurance = { ...usual, insuranceLimiter: new RateLimiterMemory(usual) };
    const stored = { ...insurance, inMemoryBlockOnConsumed: points + 1 };
    limiters.set(
      name,
      redis
        ? new RateLimiterRedis({ ...stored, storeClient: redis })
        : new RateLimiterPostgres({ ...stored, storeClient: pool, storeType: "pool", ...TABLE }),
    );
  }
  const find = (name: RateLimitName) => limiters.get(name)!;
  const hashed = (text: string) => createHmac("sha256", key).update(`limit:${text}`).digest("base64url");
  return {
    async take(name, of) {
      try {
        await find(name).consume(hashed(of));
      } catch (refused) {
        if (!(refused instanceof RateLimiterRes)) throw refused;
        if (refused.consumedPoints === limits[name].points + 1)
          logger.warn(
            { limit: name, waitMs: refused.msBeforeNext },
            "a limit is reached: somebody has to wait",
          );
        throw tooMany(refused.msBeforeNext);
      }
    },
    async refuseBeyond(name, of) {
      const counted = await find(name).get(hashed(of));
      if (counted && counted.consumedPoints > limits[name].points) throw tooMany(counted.msBeforeNext);
    },
    async close() {
      await redis?.quit().catch(() => undefined);
    },
  };
}

const TABLE = { tableName: "rate_limit", tableCreated: true, clearExpiredByTimeout: true } as const;

function tooMany(waitMs: number): DomainError {
  const seconds = Math.max(1, Math.ceil(waitMs / 1000));
  const wait = seconds < 90 ? `${seconds} sekunder` : `${Math.ceil(seconds / 60)} minuter`;
  return new DomainError(
    "too_many_requests",
    `Det har varit för många försök. Vänta ${wait} och försök igen. Behöver du hjälp kan du ringa oss.`,
    { extensions: { retryAfterSeconds: seconds } },
  );
}
