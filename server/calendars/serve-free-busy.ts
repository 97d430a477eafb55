import type { ReadPersonTime } from "../scheduling/read-person-time.ts";
import { freeBusyPeriod } from "./free-busy-period.ts";
import { writeFreeBusy } from "./free-busy-writer.ts";
import type { Fetch, FetchFeed } from "./fetch-feed.ts";

/**
 * Tells whoever has the address when its handläggare is busy, as everybody in both agencies may see it: outside working hours is
 * busy too. An address that has ended tells nothing of anybody.
 *
 * @param query `start` and `end` as they stand in the address.
 * @throws DomainError as `FetchFeed` does; `malformed` for a period that is none or too long.
 */
export type ServeFreeBusy = (fetch: Fetch, query: unknown) => Promise<string>;

export function createServeFreeBusy({
  fetchFeed,
  readPersonTime,
}: {
  fetchFeed: FetchFeed;
  readPersonTime: Pick<ReadPersonTime, "busy">;
}): ServeFreeBusy {
  return (fetch, query) =>
    fetchFeed("free-busy", fetch, async ({ id, personId, hasEnded }, now) => {
      const period = freeBusyPeriod(query, now);
      const busy = hasEnded ? [] : await readPersonTime.busy(personId, period);
      return writeFreeBusy({ about: id, period, busy, at: now });
    });
}
