import { pino, type DestinationStream, type Logger } from "pino";

export type { Logger };

/**
 * A JSON logger. Log lines carry ids only: never names, addresses, personnummer, tokens or free text.
 *
 * @param level pino level; `silent` in tests.
 * @param destination where the lines go; standard output unless given.
 */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    redact: {
      paths: ["req.headers.cookie", "req.headers.authorization", "res.headers['set-cookie']"],
      remove: true,
    },
  };
  return destination ? pino(options, destination) : pino(options);
}
