import type { CheckedRegistration } from "./registrations.repository.ts";

/** The columns of the file, in their order; described in `server/docs/sus-format.md`. */
export const REGISTRATION_COLUMNS = [
  "id",
  "kind",
  "revision",
  "retracts",
  "anonymous",
  "personnummer",
  "cooperation",
  "happened_on",
  "benefit",
  "sex",
  "birth_year",
  "age_group",
  "requested_by",
  "received_on",
  "employment",
  "enrolled_at_af",
  "studies",
  "kommun",
  "result",
] as const;

/** A registration as it is handed over: null is what isn't known, or doesn't belong to the kind. */
export type RegistrationLine = Record<
  (typeof REGISTRATION_COLUMNS)[number],
  string | number | boolean | null
>;

/**
 * A registration of somebody who is counted by name tells who, and which of their cooperations; of anybody else, nothing that binds one
 * line to another.
 *
 * @param personnummer twelve digits; null of whoever is not registered by name.
 */
export function registrationLine(
  registration: CheckedRegistration,
  personnummer: string | null,
): RegistrationLine {
  const { content, anonymous } = registration;
  return {
    id: registration.id,
    kind: registration.kind,
    revision: registration.revision,
    retracts: registration.retracts,
    anonymous,
    personnummer: anonymous ? null : personnummer,
    cooperation: anonymous ? null : registration.cooperationId,
    happened_on: registration.happenedOn,
    benefit: content.benefit,
    sex: content.sex,
    birth_year: content.birthYear ?? null,
    age_group: content.ageGroup ?? null,
    requested_by: content.requestedBy ?? null,
    received_on: content.receivedOn ?? null,
    employment: content.employment ?? null,
    enrolled_at_af: content.enrolledAtAf ?? null,
    studies: content.studies ?? null,
    kommun: content.kommun ?? null,
    result: content.result ?? null,
  };
}
