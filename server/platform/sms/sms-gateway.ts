import { z } from "zod";

/** One SMS to one number. */
export interface OutgoingSms {
  /** E.164: `+46701740605`. */
  readonly to: string;
  readonly text: string;
  /** Sending the same message again must use the same one. */
  readonly messageId: string;
  /** Where the gateway is to report what became of it. */
  readonly reportUrl: string;
}

/**
 * What the gateway said. `unreachable`: it has not taken the message; `refused`: it will never take it; `unknown`: it may
 * have taken it.
 */
export type SmsOutcome = "handed_over" | "unreachable" | "refused" | "unknown";

/** Hands SMS over to a gateway. Taken is not delivered: the report says that. */
export interface SmsGateway {
  send(sms: OutgoingSms): Promise<SmsOutcome>;
}

/** What {@link createSmsGateway} needs. */
export interface SmsGatewayOptions {
  /** Before `/a1/sms`. */
  readonly url: string;
  readonly user: string;
  readonly password: string;
  readonly from: string;
  /** Longest wait for the answer, in milliseconds; shorter than a message's lease. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 10_000;
const Taken = z.object({ id: z.string().min(1) });

/** Errors after which nothing can have been taken: there was no connection. */
const NO_CONNECTION = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "UND_ERR_CONNECT_TIMEOUT"];
/** Our own account is not in order, or there is too much at once: nothing about this message. */
const TRY_AGAIN = [401, 402, 403, 408, 425, 429, 503];

/**
 * A client of the SMS API of 46elks (`POST /a1/sms`, form-encoded, basic authentication) and those like it. The
 * `Idempotency-Key` is for gateways that know it; 46elks doesn't, so there a message sent again is a second copy.
 */
export function createSmsGateway({ url, user, password, from, timeoutMs }: SmsGatewayOptions): SmsGateway {
  const endpoint = `${url.replace(/\/$/, "")}/a1/sms`;
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
  return {
    async send({ to, text, messageId, reportUrl }) {
      let response: Response;
      try {
        response = await fetch(endpoint, {
          method: "POST",
          headers: { authorization, "idempotency-key": messageId },
          body: new URLSearchParams({ from, to, message: text, whendelivered: reportUrl }),
          redirect: "error",
          signal: AbortSignal.timeout(timeoutMs ?? TIMEOUT_MS),
        });
      } catch (error) {
        return NO_CONNECTION.includes(codeOf(error)) ? "unreachable" : "unknown";
      }
      if (response.ok) return isTaken(await response.text().catch(() => "")) ? "handed_over" : "unknown";
      if (TRY_AGAIN.includes(response.status)) return "unreachable";
      return response.status < 500 ? "refused" : "unknown";
    },
  };
}

function isTaken(body: string): boolean {
  try {
    return Taken.safeParse(JSON.parse(body)).success;
  } catch {
    return false;
  }
}

function codeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && "code" in cause ? String(cause.code) : "";
}
