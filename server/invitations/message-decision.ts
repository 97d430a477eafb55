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
  readonly others: readonly {
    readonly kind: MessageKind;
    readonly state: MessageState;
    /** Its worker was lost while sending it. */
    readonly mayHaveArrived: boolean;
  }[];
}

/** What to do with a message now. */
export type MessageDecision =
  | { readonly action: "send"; readonly kind: MessageKind }
  | { readonly action: "supersede" }
  | { readonly action: "wait" };

const TELLS_OF_THE_TIME: readonly MessageKind[] = ["invitation", "moved"];
const ARRIVED: readonly MessageState[] = ["handed_over", "done", "to_do"];
const SUPERSEDE: MessageDecision = { action: "supersede" };

/**
 * Decides, at the moment of sending, what this participant now needs: who was never invited is invited, not told of
 * a move or a cancellation; what became untrue is not sent at all. While another worker has an earlier word to the
 * participant in hand, nobody knows yet which it is.
 */
export function decideMessage(message: MessageMoment, now: Date): MessageDecision {
  const { kind } = message;
  if (!isTrue(message, now)) return SUPERSEDE;
  const tellings = message.others.filter((other) => TELLS_OF_THE_TIME.includes(other.kind));
  if (tellings.some(({ state }) => state === "sending")) return { action: "wait" };
  const told = tellings.some(({ state, mayHaveArrived }) => mayHaveArrived || ARRIVED.includes(state));
  if (TELLS_OF_THE_TIME.includes(kind)) return { action: "send", kind: told ? "moved" : "invitation" };
  if (!told) return SUPERSEDE;
  return kind !== "cancellation" && message.answer === "declined" ? SUPERSEDE : { action: "send", kind };
}

function isTrue({ kind, timeVersion, meeting }: MessageMoment, now: Date): boolean {
  if (kind === "cancellation") return meeting.status === "cancelled";
  return meeting.status === "booked" && timeVersion === meeting.timeVersion && now < meeting.startsAt;
}
