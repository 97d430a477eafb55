import type { RecordAudit } from "./audit/record-audit.ts";
import type { Repositories } from "./compose-repositories.ts";
import { createReadCase } from "./people/read-case.ts";
import { createRegisterCase } from "./people/register-case.ts";
import { createRegisterExternalParty } from "./people/register-external-party.ts";
import { createSearchCases } from "./people/search-cases.ts";
import type { Clock } from "./platform/clock.ts";
import type { Transactions } from "./platform/unit-of-work.ts";
import type { Vault } from "./platform/vault.ts";

/** Puts together the people there are: cases and whom they are about, handläggare, offices and external parties. */
export function composePeople({
  shared,
  repositories: { people, cases, consents, externalParties },
  vault,
}: {
  readonly shared: {
    readonly recordAudit: RecordAudit;
    readonly transactions: Transactions;
    readonly clock: Clock;
  };
  readonly repositories: Pick<Repositories, "people" | "cases" | "consents" | "externalParties">;
  readonly vault: Vault;
}) {
  const { recordAudit, clock } = shared;
  return {
    searchCases: createSearchCases({ cases, vault, clock, recordAudit }),
    readCase: createReadCase({ findCase: cases.find, recordAudit, clock }),
    registerCase: createRegisterCase({ ...shared, cases, recordConsent: consents.recordSecrecy, vault }),
    listHandlaggare: people.listHandlaggare,
    listOrganisations: people.listOrganisations,
    listOffices: people.listOffices,
    listExternalParties: externalParties.list,
    registerExternalParty: createRegisterExternalParty({ ...shared, externalParties }),
  };
}
