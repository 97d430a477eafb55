import { pino, type Logger } from "pino";

export type { Logger };

/**
 * A JSON logger. Log lines carry ids only: never names, addresses, personnummer, tokens or free text.
 *
 * @param level pino level; `silent` in tests.
 */
export function createLogger(level: string): Logger {
  return pino({
    level,
    redact: {
      paths: ["req.headers.cookie", "req.headers.authorization", "res.headers['set-cookie']"],
      remove: true,
    },
  });
}
