import type { OrganisationId } from "../../people/people.contract.ts";

/** What is done in a meeting, as the database knows it. */
export interface CallState {
  /** When whoever has a hand up raised it, by participant id. */
  readonly hands: ReadonlyMap<string, Date>;
  readonly pause: Pause | null;
  readonly agendaDone: readonly string[];
  /** The agencies that have chosen that messages may be put into the joint notes. */
  readonly notesChosenBy: readonly OrganisationId[];
  readonly notesShared: boolean;
}

/** A pause that is asked for, by a participant; it lasts until the instant, when a handläggare has said so. */
export interface Pause {
  readonly askedBy: string;
  readonly askedAt: Date;
  readonly until: Date | null;
}

/** What a room keeps of it, and each seat. */
export interface CallRow {
  readonly askedBy: string | null;
  readonly askedAt: Date | null;
  readonly until: Date | null;
  readonly agendaDone: readonly string[] | null;
  readonly notesChosenBy: readonly OrganisationId[] | null;
  readonly notesShared: boolean | null;
  readonly participantId: string | null;
  readonly handRaisedAt: Date | null;
}

/** Of a room's rows, one for each seat; without a room nothing has been done. Who raised their hand first comes first. */
export function callStateOf(rows: readonly CallRow[]): CallState {
  const { askedBy, askedAt, until, agendaDone, notesChosenBy, notesShared } = rows[0] ?? {};
  const hands = rows
    .flatMap(({ participantId, handRaisedAt }) =>
      participantId && handRaisedAt ? [[participantId, handRaisedAt] as const] : [],
    )
    .sort(([, a], [, b]) => a.getTime() - b.getTime());
  return {
    hands: new Map(hands),
    pause: askedBy && askedAt ? { askedBy, askedAt, until: until ?? null } : null,
    agendaDone: agendaDone ?? [],
    notesChosenBy: notesChosenBy ?? [],
    notesShared: notesShared ?? false,
  };
}
