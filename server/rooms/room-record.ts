import type { MeetingFacts } from "../identity/policy/policy.ts";
import type { IdentityCheckMethod } from "../meetings/identity-check.contract.ts";
import type { MeetingRecord } from "../meetings/meeting-record.ts";
import type { CallState } from "./call/call-state.ts";
import type { Seat } from "./seat-rules.ts";

/** A room as the database knows it, of one moment; never shown as it is. */
export interface RoomRecord extends Pick<
  MeetingRecord,
  "participants" | "ownerOrganisationId" | "consentedParties" | "type"
> {
  readonly meetingId: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  /** Rises with every change of a seat. */
  readonly version: number;
  /** By which the policy decides who may be there. */
  readonly facts: MeetingFacts;
  readonly seats: readonly Seat[];
  /** How handläggare have made sure who is who, apart from the room. */
  readonly checks: readonly { readonly participantId: string; readonly method: IdentityCheckMethod }[];
  /** What is done in the meeting. */
  readonly call: CallState;
  /** By the server's clock. */
  readonly readAt: Date;
  /** Where the agency that owns the case is called. */
  readonly phone: string | null;
}
