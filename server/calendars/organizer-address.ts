import { createSignedAddress, type SignedAddressSettings } from "../platform/mail/signed-address.ts";

/** What reply addresses are made and checked with. */
export type ReplyAddressSettings = SignedAddressSettings;

const REPLY = createSignedAddress({ prefix: "svar", purpose: "reply-address" });

/**
 * The address that is ORGANIZER and Reply-To for one participation: `svar+<id>.<signature>@<domain>`. The same for
 * the participation's whole life, and impossible to guess: who writes to it has seen that invitation.
 *
 * @param participationId lower-case letters, digits and `-`, at most 38 (a UUID fits).
 * @throws TypeError for another id, or a key under 32 octets.
 */
export function organizerAddress(participationId: string, settings: ReplyAddressSettings): string {
  return REPLY.addressOf(participationId, settings);
}

/**
 * Whose answer a mail is, by the address it was sent to (the envelope's recipient, not a header).
 *
 * @returns the participation's id, or null for an address that we have not made.
 * @throws TypeError for a key under 32 octets.
 */
export function participationOfAddress(address: string, settings: ReplyAddressSettings): string | null {
  return REPLY.idOf(address, settings);
}
