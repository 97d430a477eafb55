import { createHmac, timingSafeEqual } from "node:crypto";

/** What reply addresses are made and checked with. */
export interface ReplyAddressSettings {
  /** At least 32 random octets, kept for as long as any meeting can be answered. */
  readonly key: Uint8Array;
  /** The mail domain whose `svar+…` addresses reach us. */
  readonly domain: string;
}

const PREFIX = "svar+";
/** 100 bits; with the prefix and a UUID the local part has 62 of the 64 octets RFC 5321 §4.5.3.1.1 allows. */
const SIGNATURE_LENGTH = 20;
const PARTICIPATION_ID = /^[a-z0-9-]{1,38}$/;
const REPLY_ADDRESS = /^svar\+([a-z0-9-]{1,38})\.([a-z2-7]{20})@(.+)$/;
/** RFC 4648 §6 in lower case: mail systems change the case of local parts, and this survives it. */
const BASE32 = "abcdefghijklmnopqrstuvwxyz234567";

/**
 * The address that is ORGANIZER and Reply-To for one participation: `svar+<id>.<signature>@<domain>`. The same for
 * the participation's whole life, and impossible to guess: who writes to it has seen that invitation.
 *
 * @param participationId lower-case letters, digits and `-`, at most 38 (a UUID fits).
 * @throws TypeError for another id, or a key under 32 octets.
 */
export function organizerAddress(participationId: string, settings: ReplyAddressSettings): string {
  if (!PARTICIPATION_ID.test(participationId)) {
    throw new TypeError("A participation id of this form can't stand in a reply address");
  }
  return `${PREFIX}${participationId}.${sign(participationId, settings.key)}@${settings.domain}`;
}

/**
 * Whose answer a mail is, by the address it was sent to (the envelope's recipient, not a header). Upper and lower
 * case are the same.
 *
 * @returns the participation's id, or null for an address that we have not made. Takes the same time for every
 * wrong signature.
 * @throws TypeError for a key under 32 octets.
 */
export function participationOfAddress(address: string, settings: ReplyAddressSettings): string | null {
  const [, participationId, signature, domain] = REPLY_ADDRESS.exec(address.toLowerCase()) ?? [];
  if (participationId === undefined || signature === undefined) return null;
  if (domain !== settings.domain.toLowerCase()) return null;
  const expected = sign(participationId, settings.key);
  return timingSafeEqual(Buffer.from(signature), Buffer.from(expected)) ? participationId : null;
}

/** The purpose is signed along, so that the key's other uses can't produce an address. */
function sign(participationId: string, key: Uint8Array): string {
  if (key.length < 32) throw new TypeError("The key of reply addresses must have at least 32 octets");
  const digest = createHmac("sha256", key).update(`reply-address:${participationId}`).digest();
  return base32(digest).slice(0, SIGNATURE_LENGTH);
}

function base32(octets: Uint8Array): string {
  const bits = Array.from(octets, (octet) => octet.toString(2).padStart(8, "0")).join("");
  const groups = bits.match(/.{5}/g) ?? [];
  return groups.map((group) => BASE32.charAt(parseInt(group, 2))).join("");
}
