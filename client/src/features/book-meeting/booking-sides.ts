import type { RegisteredType } from "../../../../server/meetings/types/registered-types.contract.ts";
import type { Handlaggare, OrganisationId } from "../../../../server/people/people.contract.ts";
import type { FreeTime, FreeTimeSearch } from "../../../../server/scheduling/free-times.contract.ts";
import { emptyPool, poolOf, type TypedPool } from "./pool.ts";

type Side = FreeTimeSearch["sides"][number];

/** A handläggare as one picks them. */
export type Colleague = Pick<Handlaggare, "personId" | "name" | "organisationId" | "role" | "officeName">;

/** How one says who comes from an agency. From one's own it may be nobody, where one's office has said so of an offer. */
export const SIDE_WAYS = ["name", "pool", "nobody"] as const;

/** Who comes from an agency: one by name, or anyone of a group. Both are kept while one changes one's mind. */
export interface TypedSide {
  by: (typeof SIDE_WAYS)[number];
  colleague: Colleague | undefined;
  pool: TypedPool;
}

/** A side to choose for; by name, until somebody says otherwise. */
export function emptySide(colleague: Colleague | undefined): TypedSide {
  return { by: "name", colleague, pool: emptyPool() };
}

/** The sides of a search, in the order the type names the agencies; undefined until something is chosen for each. */
export function sidesOf(
  { requiredParties }: Pick<RegisteredType, "requiredParties">,
  typed: Record<OrganisationId, TypedSide>,
): Side[] | undefined {
  const coming = requiredParties.filter((organisationId) => typed[organisationId].by !== "nobody");
  const sides = coming.flatMap((organisationId): Side[] => {
    const { by, colleague, pool } = typed[organisationId];
    if (by === "name") return colleague ? [{ organisationId, handlaggareIds: [colleague.personId] }] : [];
    const group = poolOf(pool);
    return group ? [{ organisationId, pool: group }] : [];
  });
  return sides.length === coming.length ? sides : undefined;
}

/** Who comes from each agency, when each is chosen by name; undefined when anyone of a group would do. */
export function namedIn(
  { requiredParties }: Pick<RegisteredType, "requiredParties">,
  typed: Record<OrganisationId, TypedSide>,
): Colleague[] | undefined {
  const coming = requiredParties.filter((organisationId) => typed[organisationId].by !== "nobody");
  const named = coming.flatMap((organisationId) => {
    const { by, colleague } = typed[organisationId];
    return by === "name" && colleague ? [colleague] : [];
  });
  return named.length === coming.length ? named : undefined;
}

/** The sides of a search for more times with the same handläggare. */
export function sidesOfPair(pair: FreeTime["handlaggare"]): Side[] {
  return pair.map(({ organisationId, personId }) => ({ organisationId, handlaggareIds: [personId] }));
}
