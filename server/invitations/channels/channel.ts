import type { MeetingRecord, ParticipantRecord } from "../../meetings/meeting-record.ts";
import type { UnitOfWork } from "../../platform/unit-of-work.ts";
import type { LinkChannel } from "../../people/people.contract.ts";
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
 * - `not_needed`: it would tell of something that never reached anybody.
 * - `unreachable`: nobody has taken it; try again later.
 * - `unknown`: it may have been taken, so it may only be sent again as the same message.
 * - `refused`, `no_address`, `no_mailbox`, `not_set_up`: it will never be taken this way.
 */
type SendOutcome =
  | "handed_over"
  | "not_needed"
  | "unreachable"
  | "unknown"
  | "refused"
  | "no_address"
  | "no_mailbox"
  | "not_set_up";

/** The words of a message without the secret in it, which is left out of what is kept. */
export function wordsOf(parts: readonly (string | undefined)[], secret: string | undefined): string {
  const words = parts.filter((part) => part !== undefined).join("\n\n");
  return secret ? words.replaceAll(secret, "…") : words;
}

/** What came of it, and what is said of a failure: a reply code or the like, never an address or anything of the message. */
export interface SendResult {
  readonly outcome: SendOutcome;
  /** The words of what was handed over, without what opens a link. */
  readonly words?: string;
  readonly detail?: string;
}

/** A way to send messages. Composes what it sends, for each says it in its own way. */
export interface Channel {
  send(message: OutgoingMessage): Promise<SendResult>;
}

/** The channels by which something is sent; by telephone somebody calls. */
export type Channels = Readonly<Record<LinkChannel, Channel>>;
