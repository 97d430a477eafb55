import type { OrganisationId } from "../../people/people.contract.ts";

/** Columns and values of a row to be written; instants as `Date`. */
type Row = Record<string, unknown>;

/** Rows to be written, by table. */
export interface HistoryRows {
  readonly person: Row[];
  readonly cooperation_case: Row[];
  readonly meeting: Row[];
  readonly participant: Row[];
  readonly outcome: Row[];
  readonly answer: Row[];
  readonly cooperation: Row[];
  readonly cooperation_datum: Row[];
  readonly cooperation_measure: Row[];
}

export const noRows = (): HistoryRows => ({
  person: [],
  cooperation_case: [],
  meeting: [],
  participant: [],
  outcome: [],
  answer: [],
  cooperation: [],
  cooperation_datum: [],
  cooperation_measure: [],
});

/** An office, with the person who stands for whoever of it took part. */
export interface KnownOffice {
  readonly id: string;
  readonly organisationId: OrganisationId;
  readonly name: string;
  readonly unnamedPersonId: string;
}

/** A meeting imported before. */
export interface KnownMeeting {
  readonly id: string;
  readonly caseId: string;
  readonly startsAt: Date;
}

/** Something imported before, and by which import. */
export interface KnownItem {
  readonly objectId: string;
  readonly importId: string;
}

export type ItemKind = "case" | "meeting" | "cooperation";

/** What is known again by its reference: the keyed hash of it. */
export interface HistoryItem {
  readonly kind: ItemKind;
  readonly hash: Buffer;
  readonly objectId: string;
}

/** Who brings the history in, and when. */
export interface Importing {
  readonly organisationId: OrganisationId;
  readonly by: string;
  readonly at: Date;
}

/**
 * A case that nothing is known of but its office and benefit: emptied from the start, like one that has been erased. The individual is a
 * person by the same id as the case, so that each of their meetings has them as a participant.
 */
export function addCase(
  rows: HistoryRows,
  { id, officeId, benefit }: { id: string; officeId: string; benefit: string },
  { organisationId, at }: Importing,
): void {
  rows.person.push({ id, kind: "individual" });
  rows.cooperation_case.push({
    id,
    individual_id: null,
    erased_at: at,
    owner_organisation_id: organisationId,
    owner_office_id: officeId,
    benefit,
    created_at: at,
  });
}
