import type { NodemailerError } from "nodemailer";

/**
 * What a failed sending means for the message.
 *
 * - `transient`: the server has not taken it; try again later.
 * - `permanent`: the server refused this message or recipient for good (RFC 5321 section 4.2.1, 5yz); trying again is no use.
 * - `unknown`: the connection was lost after the message had begun to be handed over; it may have been delivered,
 *   so it may only be sent again with the same Message-ID.
 */
export type SendFailureKind = "transient" | "permanent" | "unknown";

/** A mail that could not be sent. Its text names no address and no content, so it may be logged and kept. */
export class SendFailure extends Error {
  readonly kind: SendFailureKind;
  /** SMTP reply with enhanced status if there is one (`550 5.1.1`, RFC 3463), otherwise the connection's error (`ECONNREFUSED`). */
  readonly code: string;
  /** Where in the conversation: `CONN`, `AUTH …`, `MAIL FROM`, `RCPT TO`, `DATA`, or `API` before any. */
  readonly step: string;

  constructor(kind: SendFailureKind, code: string, step: string) {
    super(`mail not sent (${kind}): ${code} at ${step}`);
    this.name = "SendFailure";
    this.kind = kind;
    this.code = code;
    this.step = step;
  }
}

/** Commands whose refusal concerns this message rather than our connection or our password. */
const MESSAGE_STEPS: readonly string[] = ["MAIL FROM", "RCPT TO", "DATA"];
/** "Bad sequence of commands" tells that the session was confused, not that the message was refused. */
const BAD_SEQUENCE = 503;

/**
 * Judges what nodemailer reports.
 *
 * @param bodyBegun whether any of the message had been handed to the connection.
 */
export function classifySendError(error: NodemailerError, bodyBegun: boolean): SendFailure {
  const step = error.command ?? "CONN";
  return new SendFailure(kindOf(error, step, bodyBegun), codeOf(error), step);
}

function kindOf(error: NodemailerError, step: string, bodyBegun: boolean): SendFailureKind {
  const reply = error.responseCode;
  if (reply !== undefined) {
    return reply >= 500 && reply !== BAD_SEQUENCE && MESSAGE_STEPS.includes(step) ? "permanent" : "transient";
  }
  // Refused before it left us: an address or a size that can't be sent.
  if (error.code === "EENVELOPE" || error.code === "EMESSAGE") return "permanent";
  return bodyBegun ? "unknown" : "transient";
}

function codeOf(error: NodemailerError): string {
  if (error.responseCode === undefined) return error.originalCode ?? error.code ?? error.name;
  const enhanced = /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(error.response ?? "")?.[1];
  return enhanced === undefined ? String(error.responseCode) : `${error.responseCode} ${enhanced}`;
}
