import type { MessageState, MessageStep, MessageView } from "./invitations.contract.ts";

/** How far a message is known to have come. Instants; null for what isn't known to have happened. */
export interface MessageProgress {
  readonly handedOverAt: Date | null;
  readonly deliveredAt: Date | null;
  readonly bouncedAt: Date | null;
  readonly openedAt: Date | null;
}

/** What a gateway says became of a message that it had taken. */
export interface DeliveryReport {
  readonly outcome: "delivered" | "bounced";
  /** When we were told. */
  readonly at: Date;
}

/** What a report can change; and where it goes. */
export type Reported = Pick<MessageProgress, "deliveredAt" | "bouncedAt"> & { readonly state: MessageState };

/** A report tells of something sent, even if its worker was lost before it could say so. */
const MAY_BE_REPORTED: readonly MessageState[] = ["queued", "sending", "handed_over", "failed"];

/**
 * Takes a delivery report in. Reports may come twice and in any order, and end in the same state whichever it was: what
 * has once been delivered stays delivered, whatever else is said, and the earliest instant of each counts.
 */
export function withReport<Message extends Reported>(
  message: Message,
  { outcome, at }: DeliveryReport,
): Message {
  if (!MAY_BE_REPORTED.includes(message.state)) return message;
  const deliveredAt = outcome === "delivered" ? earliest(message.deliveredAt, at) : message.deliveredAt;
  const bouncedAt = outcome === "bounced" ? earliest(message.bouncedAt, at) : message.bouncedAt;
  return { ...message, deliveredAt, bouncedAt, state: deliveredAt ? "handed_over" : "failed" };
}

function earliest(known: Date | null, at: Date): Date {
  return known && known < at ? known : at;
}

const TAKEN_BY = {
  email: "mail_server",
  sms: "sms_gateway",
  digital_mailbox: "mailbox_service",
  letter: "print_folder",
  telephone: "samtid",
} as const;

type Known = Pick<MessageView, "channel" | "state" | "failure"> & {
  readonly queuedAt: Date;
  readonly changedAt: Date;
  readonly progress: MessageProgress;
};

/** What is known to have happened to a message, when, and from where that is known; the earliest first. */
export function stepsOf({ channel, state, failure, queuedAt, changedAt, progress }: Known): MessageStep[] {
  const takenBy = TAKEN_BY[channel];
  const steps = [
    {
      step: channel === "telephone" && state !== "queued" ? "to_do" : "queued",
      at: state === "to_do" ? changedAt : queuedAt,
      knownFrom: "samtid",
    },
    { step: "handed_over", at: progress.handedOverAt, knownFrom: takenBy },
    { step: "delivered", at: progress.deliveredAt, knownFrom: takenBy },
    { step: "bounced", at: progress.bouncedAt, knownFrom: takenBy },
    { step: "opened", at: progress.openedAt, knownFrom: "recipients_page" },
    {
      step: "failed",
      at: state === "failed" && failure !== "bounced" ? changedAt : null,
      knownFrom: failure === "refused" ? takenBy : "samtid",
    },
    { step: "superseded", at: state === "superseded" ? changedAt : null, knownFrom: "samtid" },
    { step: "done", at: state === "done" ? changedAt : null, knownFrom: "handlaggare" },
  ] as const;
  return steps
    .flatMap(({ step, at, knownFrom }) => (at ? [{ step, at, knownFrom }] : []))
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .map(({ step, at, knownFrom }) => ({ step, at: at.toISOString(), knownFrom }));
}
