import { randomInt, randomUUID } from "node:crypto";

/** Crockford's alphabet: no letters that are taken for digits. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH = 8;

/** A reference people can read out over the telephone, random and free of any fact about the case: `SAM-7K2M9Q4T`. */
export function newMeetingReference(): string {
  const signs = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]);
  return `SAM-${signs.join("")}`;
}

/** A random iCalendar UID (RFC 7986 §5.3), never a database key. */
export function newCalendarUid(): string {
  return `${randomUUID()}@samtid`;
}
