import {
  MESSAGE_CHANNELS,
  type MessageChannel,
  type PostalAddress,
  type Protection,
} from "./people.contract.ts";
import { mobileNumberOf } from "./mobile-number.ts";

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
 * The ways in which a person can be reached, the first to be tried first; never none. Nothing is sent to a person with
 * protected identity, whose post only Skatteverket can forward: somebody calls them instead, as they do one who can't be
 * reached in any way they want.
 */
export function channelsTo(person: Reachable): readonly [MessageChannel, ...MessageChannel[]] {
  if (person.protection !== "none") return ["telephone"];
  const [first = "telephone", ...others] = (person.channelOrder ?? MESSAGE_CHANNELS).filter((channel) =>
    hasWay(person, channel),
  );
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
    case "telephone":
      return true;
  }
}
