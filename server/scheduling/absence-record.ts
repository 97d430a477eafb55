import type { NewAbsence } from "../calendars/calendars.contract.ts";
import type { Period } from "./busy-time.ts";
import type { AwayKind } from "./working-pattern.contract.ts";

/** Time a handläggare is away. The title is their own and is shown to nobody else. */
export interface AbsenceRecord extends Period {
  readonly id: string;
  readonly title: string | null;
  readonly kind: AwayKind;
}

/** An absence on the wire, for the one whose it is. */
export function presentAbsence({ id, startAt, endAt, title, kind }: AbsenceRecord) {
  return { id, startAt: startAt.toISOString(), endAt: endAt.toISOString(), title, kind };
}

/** What somebody has entered; an empty title is none. */
export function enteredAbsence({ startAt, endAt, title, kind }: NewAbsence): Omit<AbsenceRecord, "id"> {
  return { startAt: new Date(startAt), endAt: new Date(endAt), title: title || null, kind };
}
