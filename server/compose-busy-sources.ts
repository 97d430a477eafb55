import { createImportCalendar } from "./calendars/import/import-calendar.ts";
import { createKeepBusySources } from "./calendars/import/keep-busy-sources.ts";
import { createParseCalendar } from "./calendars/import/parse-calendar.ts";
import { createRefreshBusySource } from "./calendars/import/refresh-busy-source.ts";
import { createRefreshDueSources } from "./calendars/import/refresh-due-sources.ts";
import { LARGEST_CALENDAR } from "./calendars/import/calendar-reading.ts";
import type { RecordAudit } from "./audit/record-audit.ts";
import type { createRepositories } from "./compose-repositories.ts";
import type { Clock } from "./platform/clock.ts";
import type { Config } from "./platform/config.ts";
import type { Logger } from "./platform/logger.ts";
import { createGuardedFetch } from "./platform/outbound/guarded-fetch.ts";
import type { Transactions } from "./platform/unit-of-work.ts";
import type { Vault } from "./platform/vault.ts";
import { createKeepExternalBusy } from "./scheduling/keep-external-busy.ts";
import type { ReadPersonTime } from "./scheduling/read-person-time.ts";

const FETCH_LIMITS = { bytes: LARGEST_CALENDAR.bytes, milliseconds: 10_000 };

/** Puts together how handläggare's other calendars are read. */
export function composeBusySources({
  repositories,
  readPersonTime,
  config,
  ...shared
}: {
  repositories: ReturnType<typeof createRepositories>;
  readPersonTime: ReadPersonTime;
  config: Config;
  recordAudit: RecordAudit;
  transactions: Transactions;
  vault: Vault;
  clock: Clock;
  logger: Logger;
}) {
  const { busySources: sources, externalBusy, time, people } = repositories;
  const importCalendar = createImportCalendar({
    sources,
    readPersonTime,
    findAddress: people.findEmail,
    fetchGuarded: createGuardedFetch({
      limits: FETCH_LIMITS,
      allowLoopback: config.CALENDARS_FROM_LOOPBACK,
      userAgent: "Samtid",
    }),
    parseCalendar: createParseCalendar(),
    clock: shared.clock,
  });
  const keeping = {
    ...shared,
    sources,
    importCalendar,
    keepExternalBusy: createKeepExternalBusy({ externalBusy, time }),
    random: Math.random,
  };
  const refreshBusySource = createRefreshBusySource(keeping);
  return {
    busySources: createKeepBusySources({ ...keeping, refreshBusySource }),
    refreshDueSources: createRefreshDueSources({ ...keeping, refreshBusySource }),
  };
}
