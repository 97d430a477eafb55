import { DomainError } from "../platform/domain-error.ts";

/**
 * Lets so many pieces of work go on at once and refuses what comes beyond: calendar programs come back by themselves, and the
 * people at their screens use the same database.
 *
 * @throws DomainError `unavailable`
 */
export type LoadLimit = <T>(work: () => Promise<T>) => Promise<T>;

export function createLoadLimit(mostAtOnce: number): LoadLimit {
  let running = 0;
  return async (work) => {
    if (running >= mostAtOnce) throw new DomainError("unavailable", "Många hämtar sin kalender just nu.");
    running += 1;
    try {
      return await work();
    } finally {
      running -= 1;
    }
  };
}
