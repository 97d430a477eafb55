import { domainToASCII } from "node:url";

/** Longest one-line text (SUMMARY, LOCATION, names) in code points. */
export const LINE_LIMIT = 200;
/** Longest running text (DESCRIPTION) in code points. */
export const PARAGRAPH_LIMIT = 2_000;

const LINE_BREAK = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/g;
/** Controls, the byte order mark, embeddings, overrides and isolates of text direction, and halves of surrogate pairs. */
const UNSAFE = /(?!\n)\p{Cc}|[\u202a-\u202e\u2066-\u2069\ufeff]|\p{Cs}/gu;
/** What RFC 6068 lets stand unencoded in a mailto address; quoted local parts are refused. */
const LOCAL_PART = /^[A-Za-z0-9!$'*+_~-]+(\.[A-Za-z0-9!$'*+_~-]+)*$/;
const DOMAIN = /^([a-z0-9]([a-z0-9-]*[a-z0-9])?)(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;
const LOOPBACK_HOSTS = ["localhost", "127.0.0.1", "[::1]"];

/**
 * Makes any text safe as an iCalendar TEXT value (RFC 5545 §3.3.11): NFC, every kind of line break a `\n`, tabs
 * spaces, no control characters, byte order marks, direction overrides or half surrogate pairs, no blank ends.
 * Escaping is the writer's. Sanitising twice changes nothing.
 *
 * @param limit longest result, in code points: {@link LINE_LIMIT} or {@link PARAGRAPH_LIMIT}.
 */
export function sanitiseText(text: string, limit: number): string {
  const safe = text
    .replace(LINE_BREAK, "\n")
    .replaceAll("\t", " ")
    .replace(UNSAFE, "")
    .normalize("NFC")
    .trimStart();
  return takeCodePoints(safe, limit).trimEnd();
}

/**
 * Makes any text safe as a quoted CN parameter: one line, without `"` (it would end the parameter), `\` (generators
 * double it there) and `^` (RFC 6868 reads it as an escape). May come out empty.
 */
export function sanitiseName(name: string): string {
  return sanitiseText(
    sanitiseText(name, Infinity)
      .replace(/["\\^]/g, "")
      .replace(/\s+/g, " "),
    LINE_LIMIT,
  );
}

/**
 * A link as calendars may carry it: absolute https (http only to this very machine, for development), without
 * user name and password, with `,` `;` and `\` percent-encoded because generators wrongly escape them as text.
 *
 * @returns null for anything else.
 */
export function sanitiseUrl(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const reachesOnlyUs = url.protocol === "http:" && LOOPBACK_HOSTS.includes(url.hostname);
  if (!reachesOnlyUs && url.protocol !== "https:") return null;
  if (url.username !== "" || url.password !== "") return null;
  return url.href.replace(/[,;\\]/g, (mark) => encodeURIComponent(mark));
}

/**
 * A mail address as it can stand in a `mailto:` calendar address without encoding: a plain local part of at most 64
 * octets and a domain, which is written in ASCII (IDNA), 254 octets together.
 *
 * @returns null for anything else.
 */
export function sanitiseAddress(text: string): string | null {
  if (text.length > 254) return null;
  const at = text.lastIndexOf("@");
  const local = text.slice(0, Math.max(at, 0));
  const domain = domainToASCII(text.slice(at + 1));
  if (!LOCAL_PART.test(local) || local.length > 64 || !DOMAIN.test(domain)) return null;
  const address = `${local}@${domain}`;
  return address.length > 254 ? null : address;
}

function takeCodePoints(text: string, limit: number): string {
  return text.length <= limit ? text : [...text].slice(0, limit).join("");
}
