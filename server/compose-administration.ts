import type { RecordAudit } from "./audit/record-audit.ts";
import type { createRepositories } from "./compose-repositories.ts";
import { createKeepSetAside } from "./invitations/keep-set-aside.ts";
import { createKeepAgencySettings } from "./people/keep-agency-settings.ts";
import { createKeepProtectedStaff } from "./people/keep-protected-staff.ts";
import type { Clock } from "./platform/clock.ts";
import type { Transactions } from "./platform/unit-of-work.ts";

/** Puts together what an agency's administrators do. */
export function composeAdministration({
  shared,
  repositories,
}: {
  readonly shared: {
    readonly recordAudit: RecordAudit;
    readonly transactions: Transactions;
    readonly clock: Clock;
  };
  readonly repositories: ReturnType<typeof createRepositories>;
}) {
  const administering = { ...shared, isAdministrator: repositories.people.isAdministrator };
  return {
    keepAgencySettings: createKeepAgencySettings({
      ...administering,
      agencySettings: repositories.agencySettings,
    }),
    keepProtectedStaff: createKeepProtectedStaff({
      ...administering,
      protectedStaff: repositories.protectedStaff,
    }),
    keepSetAside: createKeepSetAside({ ...administering, setAside: repositories.setAside }),
  };
}
