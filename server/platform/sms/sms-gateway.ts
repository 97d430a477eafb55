import { z } from "zod";
import { handOver, type HandOverOutcome } from "../hand-over.ts";

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

/** Hands SMS over to a gateway. Taken is not delivered: the report says that. */
export interface SmsGateway {
  send(sms: OutgoingSms): Promise<HandOverOutcome>;
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

/**
 * A client of the SMS API of 46elks (`POST /a1/sms`, form-encoded, basic authentication) and those like it. The
 * `Idempotency-Key` is for gateways that know it; 46elks doesn't, so there a message sent again is a second copy.
 */
export function createSmsGateway({ url, user, password, from, timeoutMs }: SmsGatewayOptions): SmsGateway {
  const endpoint = `${url.replace(/\/$/, "")}/a1/sms`;
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
  return {
    send: ({ to, text, messageId, reportUrl }) =>
      handOver(
        () =>
          fetch(endpoint, {
            method: "POST",
            headers: { authorization, "idempotency-key": messageId },
            body: new URLSearchParams({ from, to, message: text, whendelivered: reportUrl }),
            redirect: "error",
            signal: AbortSignal.timeout(timeoutMs ?? TIMEOUT_MS),
          }),
        (answer) => Taken.safeParse(answer).success,
      ),
  };
}
