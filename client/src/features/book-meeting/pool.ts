import type { HandlaggareRole, Office, OrganisationId } from "../../../../server/people/people.contract.ts";
import type { Pool } from "../../../../server/scheduling/free-times.contract.ts";

/** A group to search in, as chosen in its fields; an empty text is no demand. */
export interface TypedPool {
  lan: string;
  /** Empty: all offices in the län. */
  officeId: string;
  role: HandlaggareRole | "";
  language: string;
  competence: string;
}

/** Nothing chosen yet. */
export function emptyPool(): TypedPool {
  return { lan: "", officeId: "", role: "", language: "", competence: "" };
}

/** The group as a search takes it; undefined until a län is chosen. */
export function poolOf({ lan, officeId, role, language, competence }: TypedPool): Pool | undefined {
  if (!lan) return undefined;
  return {
    ...(officeId ? { officeId } : { lan }),
    ...(role && { role }),
    ...(language && { language }),
    ...(competence && { competence }),
  };
}

/** What there is to choose among in an agency, in the län and at the office that are chosen. */
export function poolChoices(
  offices: readonly Office[],
  organisationId: OrganisationId,
  { lan, officeId }: Pick<TypedPool, "lan" | "officeId">,
) {
  const own = offices.filter((office) => office.organisationId === organisationId);
  const inLan = own.filter((office) => office.lan === lan);
  const office = inLan.find(({ id }) => id === officeId);
  const searched = office ? [office] : inLan;
  return {
    lans: sorted(own.map((office) => office.lan)),
    offices: inLan,
    roles: sorted(searched.flatMap(({ roles }) => roles)),
    languages: sorted(searched.flatMap(({ languages }) => languages)),
    competences: sorted(searched.flatMap(({ competences }) => competences)),
  };
}

/** The same group without the demands that nobody there can meet. */
export function withinChoices(pool: TypedPool, choices: ReturnType<typeof poolChoices>): TypedPool {
  const among = <T extends string>(value: T, all: readonly string[]) => (all.includes(value) ? value : "");
  return {
    lan: pool.lan,
    officeId: choices.offices.some(({ id }) => id === pool.officeId) ? pool.officeId : "",
    role: among(pool.role, choices.roles),
    language: among(pool.language, choices.languages),
    competence: among(pool.competence, choices.competences),
  };
}

/** Where one starts to search: at one's own office, or in the other agency's offices of the same län. */
export function poolNear(
  offices: readonly Office[],
  organisationId: OrganisationId,
  me: { organisationId: OrganisationId; officeName: string } | undefined,
): TypedPool {
  const own = offices.find(
    (office) => office.organisationId === me?.organisationId && office.name === me.officeName,
  );
  if (!own) return emptyPool();
  return {
    ...emptyPool(),
    lan: own.lan,
    officeId: own.organisationId === organisationId ? own.id : "",
  };
}

function sorted<T extends string>(values: readonly T[]): T[] {
  return [...new Set(values)].sort((a, b) => a.localeCompare(b, "sv"));
}
