import type { MessageChannel, PostalAddress, Protection } from "./people.contract.ts";
import { mobileNumberOf } from "./mobile-number.ts";

/** In which order those are told who have not said how they want it. Who wants a digital mailbox says so. */
const USUAL_ORDER: readonly MessageChannel[] = ["email", "sms", "letter", "telephone"];

/** What reaches a person with protected identity without telling anybody where they are. */
const FORWARDED_OR_SPOKEN: readonly MessageChannel[] = ["letter", "telephone"];

/** What decides how a person can be reached. */
export interface Reachable {
  readonly email: string | null;
  readonly phone: string | null;
  readonly address: PostalAddress | null;
  /** The ways in which the person wants to be reached, in order; null for the usual: e-mail, SMS, letter, telephone. */
  readonly channelOrder: readonly MessageChannel[] | null;
  readonly protection: Protection;
}

/**
 * The ways in which a person can be reached, the first to be tried first; never none. To a person with protected identity nothing
 * is sent but letters that Skatteverket forwards, if they want them: otherwise somebody calls, as they do one who can't be reached
 * in any way they want.
 */
export function channelsTo(person: Reachable): readonly [MessageChannel, ...MessageChannel[]] {
  const order =
    person.protection === "none"
      ? (person.channelOrder ?? USUAL_ORDER).filter((channel) => hasWay(person, channel))
      : (person.channelOrder ?? []).filter((channel) => FORWARDED_OR_SPOKEN.includes(channel));
  const [first = "telephone", ...others] = order;
  return [first, ...others];
}

/** How messages reach a person first. */
export function channelTo(person: Reachable): MessageChannel {
  return channelsTo(person)[0];
}

function hasWay({ email, phone, address }: Reachable, channel: MessageChannel): boolean {
  switch (channel) {
    case "email":
      return email !== null;
    case "sms":
      return phone !== null && mobileNumberOf(phone) !== undefined;
    case "letter":
      return address !== null;
    // Whether somebody has a digital mailbox is asked when something is sent: they may get one, or close it, at any time.
    case "digital_mailbox":
    case "telephone":
      return true;
  }
}
