import type { MeetingRecord, ParticipantRecord } from "../../meetings/meeting-record.ts";
import type { UnitOfWork } from "../../platform/unit-of-work.ts";
import type { MessageKind } from "../invitations.contract.ts";

/** One message to one participant, as true as the unit of work holds it. */
export interface OutgoingMessage {
  /** Sending the same message again uses the same one, so that a second copy can be known as one. */
  readonly messageId: string;
  readonly kind: MessageKind;
  readonly meeting: MeetingRecord;
  readonly participant: ParticipantRecord;
  readonly unitOfWork: UnitOfWork;
}

/**
 * What came of handing a message over.
 *
 * - `handed_over`: the next one has taken it, which is no proof that it arrived.
 * - `unreachable`: nobody has taken it; try again later.
 * - `unknown`: it may have been taken, so it may only be sent again as the same message.
 * - `refused`, `no_address`, `not_set_up`: it will never be taken this way.
 */
export type SendOutcome = "handed_over" | "unreachable" | "unknown" | "refused" | "no_address" | "not_set_up";

/** A way to send messages. Composes what it sends, for each says it in its own way. */
export interface Channel {
  send(message: OutgoingMessage): Promise<SendOutcome>;
}

/** The channels by which something is sent; by telephone somebody calls. */
export type Channels = Readonly<Record<"email" | "sms" | "letter", Channel>>;
