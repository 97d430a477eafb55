import type { MeetingTypeCode } from "../meetings/meetings.contract.ts";
import type { FurtherParticipant } from "../people/external-parties.contract.ts";
import type { OrganisationId } from "../people/people.contract.ts";
import type { Pool } from "./free-times.contract.ts";
import type { Loosened } from "./loosened.contract.ts";

/** One agency's side of a search: one of the named, or of a pool, is enough. */
export interface SearchSide {
  readonly organisationId: OrganisationId;
  readonly handlaggareIds?: readonly string[] | undefined;
  readonly pool?: (Pool & { readonly lanOfOfficeId?: string }) | undefined;
}

/** A side whose people are known by name, as they are when their time is taken. */
export interface NamedSide extends SearchSide {
  readonly handlaggareIds: readonly string[];
}

/** What a meeting is to be, and whose joint time is looked for. */
export interface SearchParties<Side extends SearchSide = SearchSide> {
  readonly caseId: string;
  readonly individualId: string;
  readonly type: MeetingTypeCode;
  readonly sides: readonly Side[];
  /** Those beside the individual and the sides. */
  readonly participants?: readonly FurtherParticipant[] | undefined;
  readonly durationMinutes: number;
  /** When moving: the meeting whose own time counts as free. */
  readonly ignoreMeetingId?: string | undefined;
  /** The conditions that the handläggare does without. */
  readonly loosen?: readonly Loosened[] | undefined;
}
