import type { Clock } from "../../platform/clock.ts";
import { FetchFailed, type GuardedFetch, type Validators } from "../../platform/outbound/guarded-fetch.ts";
import { localDateOf } from "../../scheduling/local-time.ts";
import type { ReadPersonTime } from "../../scheduling/read-person-time.ts";
import { entryUid } from "../feed-content.ts";
import { importWindow } from "./busy-source-record.ts";
import type { BusySourceFailure } from "./busy-sources.contract.ts";
import type { BusySourcesRepository } from "./busy-sources.repository.ts";
import { UnreadableCalendar, type CalendarReading } from "./calendar-reading.ts";
import type { ParseCalendar } from "./parse-calendar.ts";

/** Whose calendar it is, and by which zone its clock times go that say none. */
export interface CalendarOwner {
  readonly handlaggareId: string;
  readonly zone: string;
}

/** What an address gave, and what to ask by next time. */
export type FetchedCalendar = Validators & { readonly reading: CalendarReading | "unchanged" };

/** Gets calendars from elsewhere and reads them. Both throw what `failureIn` knows. */
export interface ImportCalendar {
  /** @param known when it was last read, and what its server then said of the version. */
  fetch(
    owner: CalendarOwner,
    address: string,
    known?: Validators & { readonly readAt: Date | null },
  ): Promise<FetchedCalendar>;
  parse(owner: CalendarOwner, content: Uint8Array): Promise<CalendarReading>;
}

export function createImportCalendar({
  sources,
  readPersonTime,
  findAddress,
  fetchGuarded,
  parseCalendar,
  clock,
}: {
  sources: Pick<BusySourcesRepository, "listOwnEntries">;
  readPersonTime: Pick<ReadPersonTime, "meetings">;
  /** The handläggare's own mail address: what it has declined takes no time. */
  findAddress: (personId: string) => Promise<string | null>;
  fetchGuarded: GuardedFetch;
  parseCalendar: ParseCalendar;
  clock: Clock;
}): ImportCalendar {
  async function parse({ handlaggareId, zone }: CalendarOwner, content: Uint8Array) {
    const window = importWindow(clock.now());
    const [entries, ownTimes, address] = await Promise.all([
      sources.listOwnEntries(handlaggareId, window.startAt),
      readPersonTime.meetings(handlaggareId, window),
      findAddress(handlaggareId),
    ]);
    return parseCalendar(content, {
      fromMs: window.startAt.getTime(),
      toMs: window.endAt.getTime(),
      zone,
      ownerAddress: address?.toLowerCase() ?? "",
      ownUids: entries.flatMap((entry) => [entry.uid, entryUid(entry)]),
      ownTimes,
    });
  }

  return {
    parse,

    async fetch(owner, address, known) {
      // Nothing but intervals is kept, so that what comes into the window at midnight must be fetched anew.
      const isOfToday = known?.readAt && localDateOf(known.readAt) === localDateOf(clock.now());
      const { content, etag, lastModified } = await fetchGuarded(address, isOfToday ? known : undefined);
      return { etag, lastModified, reading: content ? await parse(owner, content) : "unchanged" };
    },
  };
}

/** Why a calendar could not be read; undefined when it was something else that went wrong. */
export function failureIn(error: unknown): BusySourceFailure | undefined {
  return error instanceof FetchFailed || error instanceof UnreadableCalendar ? error.reason : undefined;
}
