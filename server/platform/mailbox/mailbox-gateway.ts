import { createHash } from "node:crypto";
import type { z } from "zod";
import { handOver, type HandOverOutcome } from "../hand-over.ts";
import {
  DeliverSecureResponse,
  IsReachableResponse,
  type DeliverSecure,
  type IsReachable,
  type ReachabilityStatus,
} from "./mailbox-messages.ts";

/** Who sends: the agency's organisation number with 16 before it, and its name. */
export interface MailboxSender {
  readonly id: string;
  readonly name: string;
}

/** One message to one mailbox. */
export interface OutgoingMailboxMessage {
  readonly sender: MailboxSender;
  /** Twelve digits. Goes into the request and nowhere else. */
  readonly personnummer: string;
  /** Sending the same message again must use the same one. */
  readonly messageId: string;
  readonly subject: string;
  readonly text: string;
  /** Language and country: `svSE`. */
  readonly language: string;
  readonly support: { readonly text: string; readonly phone: string };
  readonly attachments: readonly { readonly fileName: string; readonly pdf: Buffer }[];
  /** Where what became of it is to be reported. */
  readonly reportUrl: string;
}

/** Whether somebody has a mailbox for the sender's post. `unreachable`: nobody answered; `refused`: the question was not understood. */
export type MailboxFound = "found" | "none" | "unreachable" | "refused";

/** Hands messages over to people's digital mailboxes. Taken is not delivered: the report says that. */
export interface MailboxGateway {
  find(recipient: { sender: MailboxSender; personnummer: string }): Promise<MailboxFound>;
  deliver(message: OutgoingMailboxMessage): Promise<HandOverOutcome>;
}

/** What {@link createMailboxGateway} needs. */
export interface MailboxGatewayOptions {
  /** Of the intermediary, before `/recipient` and `/service`. */
  readonly url: string;
  readonly token: string;
  /** Longest wait for an answer, in milliseconds; two of them are shorter than a message's lease. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 15_000;

/**
 * A client of an intermediary (förmedlare) in Mina meddelanden. It says in JSON what the service contract of Mina
 * meddelanden says in SOAP, with the same names; to sign and seal is the intermediary's. To ask is harmless and can be
 * done again; a delivery that may have been taken is only sent again as the same one.
 */
export function createMailboxGateway({ url, token, timeoutMs }: MailboxGatewayOptions): MailboxGateway {
  const base = url.replace(/\/$/, "");
  const post = (path: string, body: IsReachable | DeliverSecure, more: Record<string, string> = {}) =>
    fetch(`${base}${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...more },
      body: JSON.stringify(body),
      redirect: "error",
      signal: AbortSignal.timeout(timeoutMs ?? TIMEOUT_MS),
    });
  return {
    async find({ sender, personnummer }) {
      const asked = { senderOrgNr: sender.id, recipientId: [personnummer] };
      let found: MailboxFound = "unreachable";
      const outcome = await handOver(
        () => post("/recipient/is-reachable", asked),
        (answer) => {
          const parsed = IsReachableResponse.safeParse(answer);
          if (parsed.success) found = isReachable(parsed.data.return, personnummer) ? "found" : "none";
          return parsed.success;
        },
      );
      return outcome === "refused" ? "refused" : found;
    },

    deliver: (message) =>
      handOver(
        () => post("/service/deliver-secure", deliveryOf(message), { "idempotency-key": message.messageId }),
        (answer) => DeliverSecureResponse.safeParse(answer).success,
      ),
  };
}

function isReachable(answers: readonly z.infer<typeof ReachabilityStatus>[], personnummer: string): boolean {
  return answers.some(
    ({ senderAccepted, accountStatus: { recipientId, pending, serviceSupplier } }) =>
      recipientId === personnummer && senderAccepted && !pending && serviceSupplier !== undefined,
  );
}

function deliveryOf(message: OutgoingMailboxMessage): DeliverSecure {
  const { sender, personnummer, messageId, subject, text, language, support, attachments, reportUrl } =
    message;
  return {
    delivery: {
      header: { sender: { id: sender.id, name: sender.name }, recipient: personnummer },
      message: [
        {
          header: {
            id: messageId,
            subject,
            language,
            supportinfo: { text: support.text, phoneNumber: support.phone },
          },
          body: { contentType: "text/plain", body: Buffer.from(text).toString("base64") },
          attachment: attachments.map(({ fileName, pdf }) => ({
            contentType: "application/pdf",
            filename: fileName,
            body: pdf.toString("base64"),
            checksum: createHash("md5").update(pdf).digest("hex").toUpperCase(),
          })),
        },
      ],
    },
    reportUrl,
  };
}
