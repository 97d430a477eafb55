import { createSignedAddress, type SignedAddressSettings } from "../platform/mail/signed-address.ts";

const BOUNCE = createSignedAddress({ prefix: "studs", purpose: "bounce-address" });

/** The envelope sender of one message, to which mail servers report what became of it: `studs+<id>.<signature>@<domain>`. */
export function bounceAddress(messageId: string, settings: SignedAddressSettings): string {
  return BOUNCE.addressOf(messageId, settings);
}

/** Of which message a mail tells, by the envelope's recipient. @returns null for an address that we have not made. */
export function messageOfAddress(address: string, settings: SignedAddressSettings): string | null {
  return BOUNCE.idOf(address, settings);
}
