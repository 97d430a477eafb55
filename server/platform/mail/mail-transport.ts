import type { Readable } from "node:stream";
import { createTransport, type NodemailerError, type SendMailOptions } from "nodemailer";
import { classifySendError } from "./send-failure.ts";

/** The iMIP part (RFC 6047). `content` is the whole iCalendar object, whose METHOD is the same as `method`. */
export interface MailCalendar {
  readonly method: "REQUEST" | "CANCEL";
  readonly content: string;
}

/** One mail to one recipient. */
export interface OutgoingMail {
  /** A bare address; names are never put in the header. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly calendar?: MailCalendar | undefined;
  /** With angle brackets: `<id@domain>`. Sending the same message again must use the same one. */
  readonly messageId: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** A bare address that answers go to. */
  readonly replyTo?: string | undefined;
  /** Where bounces go (MAIL FROM), if not to the sender. */
  readonly envelopeFrom?: string | undefined;
}

/** What the server said when it took responsibility for the message (`250 2.0.0 Ok: queued as …`). Accepted is not delivered. */
export interface SendResult {
  readonly reply: string;
}

/** Sends mail over SMTP. */
export interface MailTransport {
  /** @throws SendFailure that tells whether trying again is of use, and safe. */
  send(mail: OutgoingMail): Promise<SendResult>;
  /** Lets go of the idle connections; a sending under way ends first. */
  close(): void;
}

/** What {@link createMailTransport} needs. */
export interface MailTransportOptions {
  /**
   * `smtp://user:password@host:port` (STARTTLS when the server offers it; `?requireTLS=true` insists on it) or
   * `smtps://…` (TLS from the first byte).
   */
  readonly smtpUrl: string;
  /** The sender as shown, `Name <address>`. */
  readonly from: string;
  /** Longest silence of the server at any step. At most 10 000, which is the default. */
  readonly timeoutMs?: number;
}

const LONGEST_TIMEOUT_MS = 10_000;

/** The options nodemailer copies to the message it compiles, with our way to see whether its body was begun. */
interface WatchedMail extends SendMailOptions {
  watchBody(body: Readable): void;
}

/**
 * A pool of SMTP connections.
 *
 * Text parts are base64, for quoted-printable has broken invitations in Outlook.
 */
export function createMailTransport(options: MailTransportOptions): MailTransport {
  const timeout = Math.min(options.timeoutMs ?? LONGEST_TIMEOUT_MS, LONGEST_TIMEOUT_MS);
  const transport = createTransport({
    pool: true,
    url: options.smtpUrl,
    dnsTimeout: timeout,
    connectionTimeout: timeout,
    greetingTimeout: timeout,
    socketTimeout: timeout,
    // Only what was not begun is put in line again by the pool; the rest is for the caller to decide.
    maxRequeues: 1,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  transport.use("stream", (mail, done) => {
    mail.message.processFunc((body) => {
      (mail.data as WatchedMail).watchBody(body);
      return body;
    });
    done();
  });
  return {
    send: async (mail) => {
      let body: Readable | undefined;
      const watched: WatchedMail = { ...compose(options.from, mail), watchBody: (begun) => (body = begun) };
      try {
        const { response } = await transport.sendMail(watched);
        return { reply: response };
      } catch (error) {
        throw classifySendError(error as NodemailerError, body?.readableDidRead ?? false);
      }
    },
    close: () => transport.close(),
  };
}

function compose(from: string, mail: OutgoingMail): SendMailOptions {
  const to = bare(mail.to);
  return {
    from,
    to,
    ...(mail.replyTo !== undefined && { replyTo: bare(mail.replyTo) }),
    envelope: { from: mail.envelopeFrom === undefined ? from : bare(mail.envelopeFrom), to },
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    ...(mail.calendar && { icalEvent: { ...mail.calendar, filename: "invite.ics" } }),
    messageId: mail.messageId,
    headers: { "Auto-Submitted": "auto-generated", ...mail.headers },
    textEncoding: "base64",
    xMailer: false,
  };
}

/** As an object nodemailer takes the address as it is; a string would be parsed as a list. */
function bare(address: string) {
  return { name: "", address };
}
