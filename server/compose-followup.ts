import type { RecordAudit } from "./audit/record-audit.ts";
import type { Repositories } from "./compose-repositories.ts";
import { createCooperationsRepository } from "./followup/cooperations.repository.ts";
import { createFollowCase } from "./followup/follow-case.ts";
import { createCheckHistory, createImportHistory } from "./followup/history/import-history.ts";
import { createHistoryRepository } from "./followup/history/history.repository.ts";
import { createKeepHistoryUploads } from "./followup/history/keep-uploads.ts";
import { createHistoryUploadsRepository } from "./followup/history/uploads.repository.ts";
import { createWorkHistoryUploads } from "./followup/history/work-upload.ts";
import { createKeepCourse } from "./followup/keep-course.ts";
import { createKeepRegistrations } from "./followup/keep-registrations.ts";
import { createReadWorklists } from "./followup/read-worklists.ts";
import { createRegistrationsRepository } from "./followup/registrations.repository.ts";
import { createWorklistsRepository } from "./followup/worklists.repository.ts";
import type { Clock } from "./platform/clock.ts";
import type { Database } from "./platform/database/database.ts";
import type { Transactions } from "./platform/unit-of-work.ts";
import type { Vault } from "./platform/vault.ts";

/** Puts together what follow-up is built on: the case's course, registrations in SUS, worklists and history. */
export function composeFollowup({
  shared,
  repositories: { people, cases, consents },
  database,
  vault,
}: {
  readonly shared: {
    readonly recordAudit: RecordAudit;
    readonly transactions: Transactions;
    readonly clock: Clock;
  };
  readonly repositories: Repositories;
  readonly database: Database;
  readonly vault: Vault;
}) {
  const cooperations = createCooperationsRepository(database);
  const registrations = createRegistrationsRepository(database);
  const about = { ...shared, cooperations, registrations, findCase: cases.find };
  const followCase = createFollowCase({ ...about, listConsents: consents.list });
  const uploads = createHistoryUploadsRepository(database);
  const { isAdministrator, findStaffMember, findOffice } = people;
  const bringing = { ...shared, history: createHistoryRepository(database), isAdministrator, vault };
  const importHistory = createImportHistory(bringing);
  const checkHistory = createCheckHistory(bringing);
  return {
    followCase,
    keepCourse: createKeepCourse({ ...about, followCase }),
    keepRegistrations: createKeepRegistrations({ ...shared, registrations, vault }),
    readWorklists: createReadWorklists({ ...shared, worklists: createWorklistsRepository(database) }),
    importHistory,
    keepHistoryUploads: createKeepHistoryUploads({ ...bringing, uploads, findOffice }),
    workHistoryUploads: createWorkHistoryUploads({
      uploads,
      checkHistory,
      importHistory,
      findStaffMember,
      vault,
    }),
  };
}
