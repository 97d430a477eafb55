import { parsePersonnummer } from "../../../server/people/personnummer.ts";

/** Only how late somebody can be born depends on it. */
const THIS_YEAR = 2027;

const PERSONNUMMER = /(?<![\w-])(?:\d{2})?\d{6}[-+]?\d{4}(?![\w-])/g;
const EMAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
/** Of the numbers that PTS has set aside for stories: mobiles. */
const PHONE = /(?:\+46|0)[ -]?70[ -]?174[ -]?06[ -]?\d\d/g;
const SAMPLE_INDIVIDUAL = /Individ Nummer\d+/g;
const SAMPLE_STAFF = /(?:FK|AF) Handläggare \d+/g;
const SECRET_ADDRESS = /\/(?:svar|calendar)\/[\w-]{20,}/g;
/** What browsers tell each other to connect (SDP, RFC 8866; ICE, RFC 8839), which holds where people are. */
const CONNECTING = /candidate:\d+ \d|a=(?:ice-|fingerprint|crypto)|IN IP[46] /g;
/** Where a request came from, as Node and proxies name it. */
const CAME_FROM = /"(?:remoteAddress|ip|x-forwarded-for|forwarded)":"[^"]/gi;
/** Why somebody meets the agencies, as the types are called. */
const MEETING_TYPE = /(?:gemensam kartläggning|omställningsmöte|kontaktmöte|uppföljningsmöte)/gi;

const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([found]) => found);

/** Numbers with a date and a control digit that fit: twelve digits, or ten with their separator. */
function personnummerIn(text: string): string[] {
  const isOne = (found: string) => /[-+]|^\d{12}$/.test(found) && parsePersonnummer(found, THIS_YEAR);
  return all(text, PERSONNUMMER).filter(isOne);
}

/** What a log line has of a person, or that opens something. Logs have ids, nothing else. */
export function personalInLog(line: string): string[] {
  return [
    ...personnummerIn(line),
    ...[EMAIL, PHONE, SAMPLE_INDIVIDUAL, SAMPLE_STAFF, SECRET_ADDRESS, CONNECTING, CAME_FROM].flatMap(
      (pattern) => all(line, pattern),
    ),
  ];
}

/** Who a test's browser has signed in as, so far. */
export interface ReadingAs {
  /** The agency, for a handläggare. */
  organisationId?: string;
  /** Whether an individual has shown who they are. */
  hasEid?: boolean;
}

/** What an answer has that nobody like this reader may be told, whatever the operation is; the extract of a person has all, and SUS goes by personnummer. */
export function forbiddenInAnswer(
  { organisationId, hasEid }: ReadingAs,
  path: string,
  text: string,
): string[] {
  if (/\/extracts$/.test(path)) return [];
  if (path.endsWith("/sus-registrations/files") && organisationId === "forsakringskassan") return [];
  const found = personnummerIn(text);
  const isOwn = hasEid && path.endsWith("/own-details");
  // The sample cases are Försäkringskassan's: how their individuals are reached is not the other agency's to know.
  if (organisationId !== "forsakringskassan" && !isOwn)
    found.push(...all(text, /individual-\d+@example\.test/g));
  // What one is called oneself is told by the session.
  if (!organisationId && !hasEid && !path.endsWith("/session"))
    found.push(...all(text, SAMPLE_STAFF), ...all(text, SAMPLE_INDIVIDUAL));
  return found;
}

/** What a mail or an SMS has that passes through other hands than its recipient's. `text`: all of it but the envelope. */
export function forbiddenInMessage({ to, text }: { to: readonly string[]; text: string }): string[] {
  const addresses = all(text, /individual-\d+@example\.test/g).filter((address) => !to.includes(address));
  return [...personnummerIn(text), ...all(text, SAMPLE_INDIVIDUAL), ...all(text, MEETING_TYPE), ...addresses];
}
