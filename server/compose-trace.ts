import type { RecordAudit } from "./audit/record-audit.ts";
import { createListProtectedReads } from "./audit/list-protected-reads.ts";
import { createProtectedReadsRepository } from "./audit/protected-reads.repository.ts";
import { createSealDays } from "./audit/seal-days.ts";
import { createSearchTrail } from "./audit/search-trail.ts";
import { createVerifyTrail } from "./audit/verify-trail.ts";
import type { Repositories } from "./compose-repositories.ts";
import type { Clock } from "./platform/clock.ts";
import type { Database } from "./platform/database/database.ts";
import type { Logger } from "./platform/logger.ts";
import type { Transactions } from "./platform/unit-of-work.ts";
import type { Vault } from "./platform/vault.ts";
import { createApplyRetention } from "./privacy/apply-retention.ts";
import { createExtractPerson } from "./privacy/extract-person.ts";
import { createExtractRepository } from "./privacy/extract.repository.ts";
import { isTrailKeptItsTime } from "./privacy/kept-until.ts";
import { createListCaseOpenings } from "./privacy/list-case-openings.ts";
import { createReadOwnOpenings } from "./privacy/read-own-openings.ts";
import { createReadRetention } from "./privacy/read-retention.ts";
import { createRotateKeys } from "./privacy/rotate-keys.ts";

/** Puts together the trail, what an individual has a right to know, and how long things are kept. */
export function composeTrace({
  shared,
  repositories,
  database,
  vault,
  logger,
}: {
  readonly shared: {
    readonly recordAudit: RecordAudit;
    readonly transactions: Transactions;
    readonly clock: Clock;
  };
  readonly repositories: Repositories;
  readonly database: Database;
  readonly vault: Vault;
  readonly logger: Logger;
}) {
  const { seals, trail, retention, sealedColumns, people, cases } = repositories;
  const { isAdministrator, isAuditor } = people;
  const verifyTrail = createVerifyTrail({ ...shared, seals, vault, isKeptItsTime: isTrailKeptItsTime });
  const applyRetention = createApplyRetention({ ...shared, retention });
  const extracts = createExtractRepository(database, vault);
  const listCaseOpenings = createListCaseOpenings({ ...extracts, ...trail });
  return {
    sealDays: createSealDays({ ...shared, seals, vault, logger }),
    verifyTrail,
    searchTrail: createSearchTrail({ ...shared, trail, verifyTrail, isAuditor, vault }),
    readOwnOpenings: createReadOwnOpenings({ ...shared, ...extracts, ...trail }),
    listProtectedReads: createListProtectedReads({
      findStaffMember: people.findStaffMember,
      protectedReads: createProtectedReadsRepository(database),
    }),
    extractPerson: createExtractPerson({
      ...shared,
      extracts,
      findCase: cases.find,
      listCaseOpenings,
      isAdministrator,
    }),
    applyRetention,
    readRetention: createReadRetention({ retention, applyRetention, isAdministrator }),
    rotateKeys: createRotateKeys({ ...shared, sealedColumns, vault }),
  };
}
