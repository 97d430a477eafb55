import { createLogger, type Logger } from "../../../server/platform/logger.ts";
import { personalInLog } from "./personal.ts";

/** Where a test's Samtid logs, at every level. */
export interface WatchedLogger {
  readonly logger: Logger;
  /** @throws Error with every line that has something of a person in it: called when the test's Samtid stops. */
  expectNothingPersonal(): void;
}

/** Shows nothing, and remembers what no log may have. */
export function createWatchedLogger(): WatchedLogger {
  const leaks: string[] = [];
  const write = (line: string) => {
    const found = personalInLog(line);
    if (found.length > 0) leaks.push(`${found.join(", ")} in ${line}`);
  };
  return {
    logger: createLogger("trace", { write }),
    expectNothingPersonal() {
      if (leaks.length > 0) throw new Error(`The log has something of a person:\n${leaks.join("")}`);
    },
  };
}
