import { channelsTo, type Reachable } from "../people/channel.ts";
import type { MessageChannel } from "../people/people.contract.ts";
import { localDateOf } from "../scheduling/local-time.ts";
import { workingDaysBetween } from "../scheduling/swedish-calendar.ts";
import type { MessageKind } from "./invitations.contract.ts";

/** Who is to be told what, and until when it is of use to know. */
export interface Telling {
  readonly kind: MessageKind;
  readonly person: Reachable;
  readonly neededBy: Date;
}

/** Working days that a letter is on its way: printed the next day, and in the post. */
const LETTER_WORKING_DAYS = 4;

/**
 * The channels for a message, the first to be tried first. As the person wants it, but a letter that would come too late
 * is not sent; reminders go by what arrives at once, and the last one, an hour before, by SMS if it can and not to a mailbox,
 * where nobody looks so soon.
 */
export function channelsFor({ kind, person, neededBy }: Telling, now: Date): readonly MessageChannel[] {
  const channels = channelsTo(person);
  if (kind.startsWith("reminder_")) {
    const electronic = channels.filter((channel) => channel !== "letter" && channel !== "telephone");
    return kind === "reminder_hour"
      ? electronic.filter((channel) => channel !== "digital_mailbox").sort(smsFirst)
      : electronic;
  }
  const daysLeft = workingDaysBetween(localDateOf(now), localDateOf(neededBy));
  return channels.filter((channel) => channel !== "letter" || daysLeft > LETTER_WORKING_DAYS);
}

/** The channel to begin with; by telephone where nothing can be sent. */
export function firstChannelFor(telling: Telling, now: Date): MessageChannel {
  return channelsFor(telling, now)[0] ?? "telephone";
}

function smsFirst(a: MessageChannel, b: MessageChannel): number {
  return Number(b === "sms") - Number(a === "sms");
}

/** Until when it is of use to know of a meeting: till it starts, or till one must have chosen. */
export function neededByOf({
  startsAt,
  answerBy,
  status,
}: {
  startsAt: Date;
  answerBy: Date | null;
  status: string;
}): Date {
  return status === "offered" && answerBy && answerBy < startsAt ? answerBy : startsAt;
}

/** What must be known to have arrived: else the next channel is tried. Of the other kinds a failure is needed for that. */
export const KINDS_THAT_NEED_PROOF: readonly MessageKind[] = ["offer", "invitation", "moved", "cancellation"];
/** Who has answered for the present time has been told of it. */
export const KINDS_AN_ANSWER_PROVES: readonly MessageKind[] = ["offer", "invitation", "moved"];
