import { createHmac, timingSafeEqual } from "node:crypto";

/** What signed addresses are made and checked with. */
export interface SignedAddressSettings {
  /** At least 32 random octets, kept for as long as anything sent can be answered. */
  readonly key: Uint8Array;
  /** The mail domain whose `<prefix>+…` addresses reach us. */
  readonly domain: string;
}

/** A kind of mail address that carries an id which only we can have put there: `<prefix>+<id>.<signature>@<domain>`. */
export interface SignedAddress {
  /**
   * @param id lower-case letters, digits and `-`, at most 38 (a UUID fits).
   * @throws TypeError for another id, or a key under 32 octets.
   */
  addressOf(id: string, settings: SignedAddressSettings): string;
  /**
   * The id of an address; upper and lower case are the same. Takes the same time for every wrong signature.
   *
   * @returns null for an address that we have not made.
   * @throws TypeError for a key under 32 octets.
   */
  idOf(address: string, settings: SignedAddressSettings): string | null;
}

/** 100 bits; with a prefix of five letters and a UUID the local part has 63 of the 64 octets RFC 5321 §4.5.3.1.1 allows. */
const SIGNATURE_LENGTH = 20;
const ID = /^[a-z0-9-]{1,38}$/;
const LOCAL_PART = /^([a-z]+)\+([a-z0-9-]{1,38})\.([a-z2-7]{20})@(.+)$/;
/** RFC 4648 §6 in lower case: mail systems change the case of local parts, and this survives it. */
const BASE32 = "abcdefghijklmnopqrstuvwxyz234567";

/** @param kind.purpose is signed along, so that the key's other uses can't produce an address. */
export function createSignedAddress(kind: {
  readonly prefix: string;
  readonly purpose: string;
}): SignedAddress {
  const sign = (id: string, key: Uint8Array) => {
    if (key.length < 32) throw new TypeError("The key of mail addresses must have at least 32 octets");
    const digest = createHmac("sha256", key).update(`${kind.purpose}:${id}`).digest();
    return base32(digest).slice(0, SIGNATURE_LENGTH);
  };
  return {
    addressOf(id, { key, domain }) {
      if (!ID.test(id)) throw new TypeError("An id of this form can't stand in a mail address");
      return `${kind.prefix}+${id}.${sign(id, key)}@${domain}`;
    },
    idOf(address, settings) {
      const [, prefix, id, signature, domain] = LOCAL_PART.exec(address.toLowerCase()) ?? [];
      if (prefix !== kind.prefix || id === undefined || signature === undefined) return null;
      if (domain !== settings.domain.toLowerCase()) return null;
      const expected = sign(id, settings.key);
      return timingSafeEqual(Buffer.from(signature), Buffer.from(expected)) ? id : null;
    },
  };
}

function base32(octets: Uint8Array): string {
  const bits = Array.from(octets, (octet) => octet.toString(2).padStart(8, "0")).join("");
  const groups = bits.match(/.{5}/g) ?? [];
  return groups.map((group) => BASE32.charAt(parseInt(group, 2))).join("");
}
