import type { Attachment, ParsedMail, StructuredHeader } from "mailparser";

/** A mail as the catcher got it, parsed. */
export interface CaughtMail {
  /** The catcher's own; sorts by time of arrival. */
  readonly id: string;
  /** With angle brackets, as sent. */
  readonly messageId: string;
  readonly receivedAt: Date;
  /** Envelope sender and recipients: bare addresses. */
  readonly from: string;
  readonly to: readonly string[];
  /** The sender as the recipient sees it. */
  readonly sender: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** The iMIP part, if there is one. */
  readonly calendar: { readonly method: string; readonly content: string } | undefined;
  /** The whole message, after the trace headers that say what its envelope was. */
  readonly raw: string;
}

/** What the SMTP conversation says beside the message. */
export interface Envelope {
  readonly from: string;
  readonly to: readonly string[];
}

/** Puts the envelope before the message the way a mail server does when it delivers (RFC 5321 section 4.4). */
export function withEnvelope(message: Buffer, { from, to }: Envelope): Buffer {
  const lines = [`Return-Path: <${from}>`, ...to.map((address) => `Delivered-To: ${address}`)];
  return Buffer.concat([Buffer.from(lines.map((line) => `${line}\r\n`).join("")), message]);
}

/** @param raw a message that {@link withEnvelope} has written. */
export async function parseCaughtMail(id: string, receivedAt: Date, raw: Buffer): Promise<CaughtMail> {
  const { simpleParser } = await import("mailparser");
  const mail = await simpleParser(raw, { skipHtmlToText: true, skipTextToHtml: true });
  return {
    id,
    messageId: mail.messageId ?? "",
    receivedAt,
    from: traceLines(mail, "return-path").join().replace(/[<>]/g, ""),
    to: traceLines(mail, "delivered-to"),
    sender: mail.from?.text ?? "",
    subject: mail.subject ?? "",
    text: mail.text ?? "",
    html: mail.html || "",
    calendar: calendarOf(mail.attachments),
    raw: raw.toString("utf8"),
  };
}

function traceLines(mail: ParsedMail, key: string): string[] {
  return mail.headerLines
    .filter((header) => header.key === key)
    .map((header) => header.line.slice(header.line.indexOf(":") + 1).trim());
}

function calendarOf(parts: readonly Attachment[]): CaughtMail["calendar"] {
  const part = parts.find((each) => each.contentType === "text/calendar");
  if (!part) return undefined;
  const type = part.headers.get("content-type") as StructuredHeader;
  return { method: type.params["method"] ?? "", content: part.content.toString("utf8") };
}
