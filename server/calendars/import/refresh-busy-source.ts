import type { Clock } from "../../platform/clock.ts";
import type { Logger } from "../../platform/logger.ts";
import type { Transactions } from "../../platform/unit-of-work.ts";
import type { Vault } from "../../platform/vault.ts";
import type { KeepExternalBusy } from "../../scheduling/keep-external-busy.ts";
import { nextReadAt, staleAt, type BusySourceRecord } from "./busy-source-record.ts";
import type { BusySourcesRepository } from "./busy-sources.repository.ts";
import { failureIn, type FetchedCalendar, type ImportCalendar } from "./import-calendar.ts";

/**
 * Reads a source's address again and keeps what it says now, or that it could not be read: then its owner is unknown, never
 * free, until it can. A source that is removed meanwhile stays removed.
 */
export type RefreshBusySource = (source: BusySourceRecord) => Promise<void>;

export function createRefreshBusySource({
  sources,
  importCalendar,
  keepExternalBusy,
  transactions,
  vault,
  clock,
  random,
  logger,
}: {
  sources: BusySourcesRepository;
  importCalendar: ImportCalendar;
  keepExternalBusy: KeepExternalBusy;
  transactions: Transactions;
  vault: Vault;
  clock: Clock;
  random: () => number;
  logger: Logger;
}): RefreshBusySource {
  function keep(source: BusySourceRecord, { reading, etag, lastModified }: FetchedCalendar) {
    const at = clock.now();
    return transactions.transaction(async (unitOfWork) => {
      await keepExternalBusy.lock(source.handlaggareId, unitOfWork);
      if (!(await sources.lock(source.id, unitOfWork))) return;
      const isChanged = reading !== "unchanged";
      if (isChanged) await keepExternalBusy.replace(source, reading.busy, unitOfWork);
      await sources.keepReading(
        source.id,
        {
          at,
          staleAt: staleAt(at, "address"),
          nextReadAt: nextReadAt(at, 0, random()),
          etag: etag ?? (isChanged ? null : source.etag),
          lastModified: lastModified ?? (isChanged ? null : source.lastModified),
          eventsRead: isChanged ? reading.read : source.eventsRead,
          eventsSkipped: isChanged ? reading.skipped : source.eventsSkipped,
          zoneAssumed: isChanged ? reading.zoneAssumed : source.zoneAssumed,
        },
        unitOfWork,
      );
    });
  }

  return async (source) => {
    if (!source.address) return;
    try {
      await keep(source, await importCalendar.fetch(source, vault.decrypt(source.address), source));
    } catch (error) {
      const failure = failureIn(error);
      if (!failure) throw error;
      const at = clock.now();
      logger.info({ calendarId: source.id, failure }, "a calendar elsewhere could not be read");
      await sources.keepFailure(source.id, {
        failure,
        at,
        nextReadAt: nextReadAt(at, source.failures + 1, random()),
      });
    }
  };
}
