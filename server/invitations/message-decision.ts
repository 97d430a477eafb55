import type { AnswerStatus, MessageKind, MessageState } from "./invitations.contract.ts";

/** A message and all that decides whether it is still true. */
export interface MessageMoment {
  readonly kind: MessageKind;
  readonly timeVersion: number;
  readonly meeting: {
    readonly status: string;
    readonly timeVersion: number;
    readonly startsAt: Date;
  };
  /** The participant's answer for the present time. */
  readonly answer: AnswerStatus;
  /** The participant's other messages. */
  readonly others: readonly { readonly kind: MessageKind; readonly state: MessageState }[];
}

/** What to send, if anything. */
export type MessageDecision = { readonly send: MessageKind } | { readonly send: null };

const TELLS_OF_THE_TIME: readonly MessageKind[] = ["invitation", "moved"];

/** A message that was being sent when its worker died may have arrived, so it counts as told. */
const MAY_HAVE_ARRIVED: readonly MessageState[] = ["handed_over", "sending", "done", "to_do"];

/**
 * Decides, at the moment of sending, what this participant now needs: who was never invited is invited, not told of
 * a move or a cancellation; what became untrue is not sent at all.
 */
export function decideMessage(message: MessageMoment, now: Date): MessageDecision {
  const { meeting, kind } = message;
  const told = message.others.some(
    (other) => TELLS_OF_THE_TIME.includes(other.kind) && MAY_HAVE_ARRIVED.includes(other.state),
  );
  if (kind === "cancellation") return { send: meeting.status === "cancelled" && told ? kind : null };

  const isTrue =
    meeting.status === "booked" && message.timeVersion === meeting.timeVersion && now < meeting.startsAt;
  if (!isTrue) return { send: null };
  if (TELLS_OF_THE_TIME.includes(kind)) return { send: told ? "moved" : "invitation" };
  return { send: told && message.answer !== "declined" ? kind : null };
}
