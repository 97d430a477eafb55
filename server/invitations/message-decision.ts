import type { AnswerStatus, MessageKind, MessageState } from "./invitations.contract.ts";

/** A message and all that decides whether it is still true. */
export interface MessageMoment {
  readonly kind: MessageKind;
  readonly timeVersion: number;
  readonly meeting: {
    readonly status: string;
    readonly timeVersion: number;
    readonly startsAt: Date;
    readonly answerBy: Date | null;
    readonly confirmBy: Date | null;
    readonly cancellationReason: string | null;
  };
  /** Whether the participant was replaced. */
  readonly hasLeft: boolean;
  /** What they were sent went to the wrong person, and the right one has no link yet. */
  readonly isWithdrawn: boolean;
  /** The participant's answer for the present time. */
  readonly answer: AnswerStatus;
  /** The participant's other messages, but for those that were recalled. */
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
/** What is told whatever else has been. */
const TOLD_ANYHOW: readonly MessageKind[] = [
  "confirmation_request",
  "confirmation_rejected",
  "confirmation_expired",
  "offer",
];
const ARRIVED: readonly MessageState[] = ["handed_over", "done", "to_do"];
const SUPERSEDE: MessageDecision = { action: "supersede" };

/** What has to have been told before this is worth telling. Who chose a time may know of it from the offer alone. */
function presupposedBy(kind: MessageKind): readonly MessageKind[] {
  if (kind === "confirmation_withdrawn") return ["confirmation_request"];
  if (kind === "offer_expired" || kind === "offer_withdrawn") return ["offer"];
  return kind === "cancellation"
    ? [...TELLS_OF_THE_TIME, "offer", "confirmation_request"]
    : TELLS_OF_THE_TIME;
}

/**
 * Decides, at the moment of sending, what this participant now needs: who was never invited is invited, not told of
 * a move or a cancellation; what became untrue is not sent at all, nor anything but the notice while what was sent
 * is recalled. To have been offered times is not to be invited. While another worker has an earlier word to the
 * participant in hand, nobody knows yet which it is.
 */
export function decideMessage(message: MessageMoment, now: Date): MessageDecision {
  const { kind } = message;
  if (kind === "recalled") return { action: "send", kind };
  if (message.isWithdrawn) return SUPERSEDE;
  if (!isTrue(message, now)) return SUPERSEDE;
  if (TOLD_ANYHOW.includes(kind)) return { action: "send", kind };
  const tellings = message.others.filter((other) => presupposedBy(kind).includes(other.kind));
  if (tellings.some(({ state }) => state === "sending")) return { action: "wait" };
  const told = tellings.some(({ state, mayHaveArrived }) => mayHaveArrived || ARRIVED.includes(state));
  if (TELLS_OF_THE_TIME.includes(kind)) return { action: "send", kind: told ? "moved" : "invitation" };
  // Who has answered knows of the time though no message about it arrived: they chose it from an offer, or were called.
  if (!told && message.answer === "needs-action") return SUPERSEDE;
  const reminds = kind.startsWith("reminder_");
  return reminds && message.answer === "declined" ? SUPERSEDE : { action: "send", kind };
}

/** How the meeting has ended when a message says so. */
const ENDING_TOLD: Partial<Record<MessageKind, string>> = {
  confirmation_rejected: "not_agreed",
  confirmation_expired: "not_answered",
  confirmation_withdrawn: "draft_withdrawn",
  offer_expired: "offer_expired",
  offer_withdrawn: "offer_withdrawn",
};

function isTrue({ kind, timeVersion, meeting, hasLeft }: MessageMoment, now: Date): boolean {
  const ending = ENDING_TOLD[kind];
  if (ending) return meeting.cancellationReason === ending;
  switch (kind) {
    case "confirmation_request":
      return meeting.status === "draft" && meeting.confirmBy !== null && now < meeting.confirmBy;
    case "offer":
      return meeting.status === "offered" && meeting.answerBy !== null && now < meeting.answerBy;
    case "cancellation":
      return meeting.status === "cancelled" || hasLeft;
    default:
      return (
        !hasLeft &&
        meeting.status === "booked" &&
        timeVersion === meeting.timeVersion &&
        now < meeting.startsAt
      );
  }
}
