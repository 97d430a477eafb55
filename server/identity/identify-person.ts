import type { FindIndividual } from "../people/find-individual.ts";
import type { KeepVouchedStaff } from "../people/keep-vouched-staff.ts";
import type { OrganisationId } from "../people/people.contract.ts";
import type { Vault } from "../platform/vault.ts";
import type { Clock } from "../platform/clock.ts";
import { browserKind } from "./browser-kind.ts";
import type { StaffIdentity } from "./load-actors.ts";
import type { Gained } from "./session-content.ts";
import type { Vouched, VouchedStaff } from "./vouched-claims.ts";

/** Finds the active handläggare whom an agency's identity provider knows by this subject. */
export type FindStaffBySubject = (known: {
  organisationId: OrganisationId;
  subject: string;
}) => Promise<StaffIdentity | undefined>;

/** What a browser gains by what a provider has vouched for; nothing for somebody who isn't known here. */
export type IdentifyPerson = (
  vouched: Vouched,
  through: { readonly provider: string; readonly userAgent: string | undefined },
) => Promise<Pick<Gained, "staff" | "individual"> | undefined>;

/** What a session keeps instead of whom a provider knows somebody as: with a broker that may be a personnummer. */
export function subjectHashOf(vault: Pick<Vault, "lookupHash">, provider: string, subject: string): string {
  return vault.lookupHash(`${provider}:${subject}`).toString("base64url");
}

export function createIdentifyPerson({
  findStaffBySubject,
  keepVouchedStaff,
  findIndividual,
  vault,
  clock,
}: {
  findStaffBySubject: FindStaffBySubject;
  keepVouchedStaff: KeepVouchedStaff;
  findIndividual: FindIndividual;
  vault: Pick<Vault, "lookupHash">;
  clock: Clock;
}): IdentifyPerson {
  async function findStaff(person: VouchedStaff) {
    const known = await findStaffBySubject(person);
    if (known) await keepVouchedStaff({ kind: "staff", ...known }, person);
    return known && { personId: known.personId, organisationId: known.organisationId };
  }
  return async ({ person, assurance, providerSession }, { provider, userAgent }) => {
    const signIn = {
      provider,
      subjectHash: subjectHashOf(vault, provider, person.subject),
      providerSession,
      assurance,
      browserKind: browserKind(userAgent),
      at: clock.now().toISOString(),
    };
    if (person.kind === "staff") {
      const staff = await findStaff(person);
      return staff && { staff: { ...staff, signIn } };
    }
    const personId = await findIndividual(person.personnummer);
    return personId ? { individual: { personId, signIn } } : undefined;
  };
}
