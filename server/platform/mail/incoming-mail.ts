import type { Attachment, ParsedMail, StructuredHeader } from "mailparser";
import { outcomeOfReport } from "./delivery-status.ts";

/** What a mail that was sent to one of our addresses tells, as far as anything is done with it. */
export interface IncomingMail {
  /** The author's address in lower case; undefined unless there is exactly one. */
  readonly from: string | undefined;
  /**
   * Whether a person sent it (RFC 3834). `generated`: a program did, which calendar services do for a person who
   * answers; `replied`: a program answered by itself, as when somebody is away.
   */
  readonly automatic: "no" | "generated" | "replied";
  /** The first calendar part, not decoded to text. */
  readonly calendar: { readonly octets: Buffer; readonly charset: string } | undefined;
  /** What a mail server reports (RFC 3464); undefined for what is no such report. */
  readonly report: MailReport | undefined;
}

export interface MailReport {
  /** `undecided`: it is delayed, or the report doesn't say. */
  readonly outcome: "delivered" | "bounced" | "undecided";
  /** Every Message-ID in it that could be of our making, without its domain: its own, and that of the mail it is about. */
  readonly messageIds: readonly string[];
}

const OUR_MESSAGE_ID = /^message-id:\s*<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@/gim;

/** Reading addresses takes time by the square of their number: half a megabyte of commas, seconds. */
const LARGEST_HEADER_BYTES = 64 * 1024;

/** @param raw the message as it came in DATA. @returns undefined for what can't be read as a mail: too many parts or headers. */
export async function readIncomingMail(raw: Buffer): Promise<IncomingMail | undefined> {
  const endOfHeader = raw.indexOf("\r\n\r\n");
  if ((endOfHeader < 0 ? raw.length : endOfHeader) > LARGEST_HEADER_BYTES) return undefined;
  const { simpleParser } = await import("mailparser");
  const mail = await simpleParser(raw, {
    skipHtmlToText: true,
    skipTextToHtml: true,
    skipImageLinks: true,
    keepDeliveryStatus: true,
  }).catch(() => undefined);
  if (!mail) return undefined;
  const report = reportIn(mail, raw);
  return {
    from: authorOf(mail),
    automatic: automaticOf(mail),
    calendar: report ? undefined : calendarIn(mail.attachments),
    report,
  };
}

function authorOf({ from, headerLines }: ParsedMail): string | undefined {
  const fields = headerLines.filter(({ key }) => key === "from");
  const [author, ...more] = from?.value ?? [];
  return fields.length === 1 && more.length === 0 ? author?.address?.toLowerCase() : undefined;
}

function automaticOf(mail: ParsedMail): IncomingMail["automatic"] {
  const word = (name: string) => /^[\w-]*/.exec(textOf(mail.headers.get(name)))?.[0].toLowerCase() ?? "";
  const submitted = word("auto-submitted");
  if (["bulk", "junk", "auto_reply"].includes(word("precedence"))) return "replied";
  if (submitted === "" || submitted === "no") return "no";
  return submitted === "auto-generated" ? "generated" : "replied";
}

function textOf(header: unknown): string {
  return typeof header === "string" ? header.trim() : "";
}

/** Thunderbird has sent answers as `application/ics` alone. */
function calendarIn(parts: readonly Attachment[]): IncomingMail["calendar"] {
  const ofType = (type: string) => parts.find(({ contentType }) => contentType === type);
  const part = ofType("text/calendar") ?? ofType("application/ics");
  return part && { octets: part.content, charset: parameterOf(part.headers, "charset") ?? "utf-8" };
}

function reportIn(mail: ParsedMail, raw: Buffer): MailReport | undefined {
  if (parameterOf(mail.headers, "report-type")?.toLowerCase() !== "delivery-status") return undefined;
  const status = mail.attachments.find(({ contentType }) =>
    /^message\/(global-)?delivery-status$/.test(contentType),
  );
  const messageIds = [...raw.toString("latin1").matchAll(OUR_MESSAGE_ID)].map(([, id = ""]) =>
    id.toLowerCase(),
  );
  return { outcome: status ? outcomeOfReport(status.content.toString("latin1")) : "undecided", messageIds };
}

function parameterOf(headers: ParsedMail["headers"], name: string): string | undefined {
  return (headers.get("content-type") as StructuredHeader | undefined)?.params?.[name];
}
