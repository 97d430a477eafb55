import type { RecordAudit } from "./audit/record-audit.ts";
import type { Repositories } from "./compose-repositories.ts";
import { createCountMonths } from "./followup/figures/count-month.ts";
import { createCountUnitsRepository } from "./followup/figures/count-units.repository.ts";
import { createFigureExportsRepository } from "./followup/figures/exports.repository.ts";
import { createFigureGroupsRepository } from "./followup/figures/figure-groups.repository.ts";
import { createKeepFigureGroups } from "./followup/figures/keep-figure-groups.ts";
import { createKeepExports } from "./followup/figures/keep-exports.ts";
import { createNoteCapacity } from "./followup/figures/note-capacity.ts";
import { createPublishedRepository } from "./followup/figures/published.repository.ts";
import { createReadFigures } from "./followup/figures/read-figures.ts";
import type { Clock } from "./platform/clock.ts";
import type { Database } from "./platform/database/database.ts";
import { createReadJointMinutes } from "./scheduling/read-joint-minutes.ts";
import type { CalendarOptions } from "./scheduling/swedish-calendar.ts";
import type { Transactions } from "./platform/unit-of-work.ts";

/** Puts together what counts, protects, shows and exports figures. */
export function composeFigures({
  shared,
  repositories: { people, personTime },
  calendar,
  database,
}: {
  readonly shared: {
    readonly recordAudit: RecordAudit;
    readonly transactions: Transactions;
    readonly clock: Clock;
  };
  readonly repositories: Repositories;
  readonly calendar: CalendarOptions;
  readonly database: Database;
}) {
  const published = createPublishedRepository(database);
  const { findStaffMember, isAdministrator } = people;
  const readJointMinutes = createReadJointMinutes({ personTime, calendar });
  const readFigures = createReadFigures({ ...shared, published, findStaffMember, isAdministrator });
  return {
    countMonths: createCountMonths({ ...shared, published, units: createCountUnitsRepository(database) }),
    noteCapacity: createNoteCapacity({ ...shared, published, readJointMinutes }),
    readFigures,
    keepFigureGroups: createKeepFigureGroups({
      ...shared,
      groups: createFigureGroupsRepository(database),
      published,
      isAdministrator,
    }),
    keepExports: createKeepExports({
      ...shared,
      exports: createFigureExportsRepository(database),
      readFigures,
      findStaffMember,
    }),
  };
}
