import type { ParticipantRecord } from "../meetings/meeting-record.ts";
import type { Seat } from "./seat-rules.ts";

/** A room as the database knows it, of one moment; never shown as it is. */
export interface RoomRecord {
  readonly meetingId: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  /** Rises with every change of a seat. */
  readonly version: number;
  readonly participants: readonly ParticipantRecord[];
  readonly seats: readonly Seat[];
  /** Where the agency that owns the case is called. */
  readonly phone: string | null;
}
