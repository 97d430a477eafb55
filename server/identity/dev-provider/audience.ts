import { randomBytes } from "node:crypto";
import type { HandlaggareRole, OrganisationId } from "../../people/people.contract.ts";
import texts from "./sign-in-page.sv.json" with { type: "json" };

/** A test person as the page shows them and as the ID token tells of them. */
export interface DevPerson {
  readonly subject: string;
  readonly name: string;
  /** One line under the name. */
  readonly description: string;
  /** Besides `sub` and `name`. */
  readonly claims: Readonly<Record<string, string>>;
}

/**
 * One client of the development provider and the people it may sign in as. An agency's staff is one; the holders
 * of an e-ID can be another beside it.
 */
export interface DevAudience {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Who asks people to sign in; shown on the page. */
  readonly title: string;
  readonly listPeople: () => Promise<readonly DevPerson[]>;
}

/** A handläggare who may be chosen in development. */
export interface DevAccount {
  readonly subject: string;
  readonly name: string;
  readonly organisationId: OrganisationId;
  readonly officeName: string;
  readonly role: HandlaggareRole;
}

export type ListStaff = (organisationId: OrganisationId) => Promise<readonly DevAccount[]>;

/** The staff of one agency, with the claims `agency`, `office` and `role`; the secret lasts as long as the process. */
export function createStaffAudience(organisationId: OrganisationId, listStaff: ListStaff): DevAudience {
  return {
    clientId: `samtid-${organisationId}`,
    clientSecret: randomBytes(32).toString("base64url"),
    title: texts.organisations[organisationId],
    listPeople: async () => (await listStaff(organisationId)).map(presentAccount),
  };
}

function presentAccount(account: DevAccount): DevPerson {
  return {
    subject: account.subject,
    name: account.name,
    description: `${texts.roles[account.role]}, ${account.officeName}`,
    claims: { agency: account.organisationId, office: account.officeName, role: account.role },
  };
}
