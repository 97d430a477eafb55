import type { Period } from "./busy-time.ts";

/** Time a handläggare is away. The title is their own and is shown to nobody else. */
export interface AbsenceRecord extends Period {
  readonly id: string;
  readonly title: string | null;
}

/** An absence on the wire, for the one whose it is. */
export function presentAbsence({ id, startAt, endAt, title }: AbsenceRecord) {
  return { id, startAt: startAt.toISOString(), endAt: endAt.toISOString(), title };
}
