import type { RecordAudit } from "./audit/record-audit.ts";
import type { Repositories } from "./compose-repositories.ts";
import { createReadOwnMeetings } from "./invitations/read-own-meetings.ts";
import { createKeepIdentityCheck } from "./meetings/keep-identity-check.ts";
import { createRecordIdentityCheck } from "./meetings/record-identity-check.ts";
import { createFindIndividual } from "./people/find-individual.ts";
import { createKeepVouchedStaff } from "./people/keep-vouched-staff.ts";
import type { Clock } from "./platform/clock.ts";
import type { Config } from "./platform/config.ts";
import type { Database } from "./platform/database/database.ts";
import { createRateLimiter } from "./platform/limits/rate-limiter.ts";
import type { Logger } from "./platform/logger.ts";
import type { Transactions } from "./platform/unit-of-work.ts";
import type { Vault } from "./platform/vault.ts";

/** Puts together who people are found to be, what that lets them see of their own, and how often they may try. */
export function composeIdentity({
  shared,
  repositories,
  vault,
  database,
  config,
  logger,
}: {
  readonly shared: {
    readonly recordAudit: RecordAudit;
    readonly transactions: Transactions;
    readonly clock: Clock;
  };
  readonly repositories: Pick<
    Repositories,
    "people" | "individuals" | "meetings" | "answers" | "identityChecks"
  >;
  readonly vault: Vault;
  readonly database: Database;
  readonly config: Config;
  readonly logger: Logger;
}) {
  const { people, individuals, meetings, answers, identityChecks } = repositories;
  const recordIdentityCheck = createRecordIdentityCheck({ ...shared, meetings, identityChecks });
  const { find: findMeeting } = meetings;
  return {
    recordIdentityCheck,
    findIndividual: createFindIndividual({ ...shared, individuals, vault }),
    keepVouchedStaff: createKeepVouchedStaff({ ...shared, people }),
    readOwnMeetings: createReadOwnMeetings({ ...shared, ...individuals, meetings, answers }),
    keepIdentityCheck: createKeepIdentityCheck({ ...shared, findMeeting, recordIdentityCheck }),
    limiter: createRateLimiter({
      limits: config.RATE_LIMITS,
      pool: database.pool,
      redisUrl: config.REDIS_URL,
      key: config.secrets.linkKey,
      logger,
    }),
  };
}
