import { createHash, randomBytes } from "node:crypto";
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
  /** Where the browser may be sent when it has signed out, below the public address. */
  readonly signedOutPath: string;
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
    signedOutPath: "/logga-in?signedOut",
    title: texts.organisations[organisationId],
    listPeople: async () => (await listStaff(organisationId)).map(presentAccount),
  };
}

/** An individual whose e-ID may be tried in development. */
export interface DevIndividual {
  readonly name: string;
  readonly birthYear: number;
  /** Twelve digits, of those Skatteverket publishes for tests. */
  readonly personnummer: string;
}

export type ListIndividuals = () => Promise<readonly DevIndividual[]>;

/** Whoever has an e-ID, with the claims of a Swedish broker. Whom it knows them as is not their personnummer. */
export function createIndividualAudience(listIndividuals: ListIndividuals): DevAudience {
  return {
    clientId: "samtid-bankid",
    clientSecret: randomBytes(32).toString("base64url"),
    signedOutPath: "/mina-moten?signedOut",
    title: texts.bankid,
    listPeople: async () =>
      (await listIndividuals()).map(({ name, birthYear, personnummer }) => ({
        subject: createHash("sha256").update(`bankid:${personnummer}`).digest("base64url"),
        name,
        description: texts.born.replace("{year}", String(birthYear)),
        claims: { [PERSONNUMMER_CLAIM]: personnummer },
      })),
  };
}

/** As in the Swedish OpenID Connect profile (oidc.se). */
export const PERSONNUMMER_CLAIM = "https://id.oidc.se/claim/personalIdentityNumber";

function presentAccount(account: DevAccount): DevPerson {
  return {
    subject: account.subject,
    name: account.name,
    description: `${texts.roles[account.role]}, ${account.officeName}`,
    claims: { agency: account.organisationId, office: account.officeName, role: account.role },
  };
}
