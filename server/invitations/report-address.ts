import { createHmac, timingSafeEqual } from "node:crypto";

/** Who reports, each at a path and in words of its own. */
export type Reporter = "sms" | "digital-mailbox";

/**
 * The address to which a gateway reports what became of a message. The gateways sign nothing, so the address itself is the
 * secret: it carries a signature of the message's id that only we can make.
 */
export interface ReportAddresses {
  urlOf(messageId: string, from: Reporter): string;
  isSigned(messageId: string, signature: string): boolean;
}

/** @param key secret of at least 32 bytes. */
export function createReportAddresses(publicUrl: string, key: Buffer): ReportAddresses {
  const sign = (messageId: string) =>
    createHmac("sha256", key).update(`delivery-report:${messageId}`).digest();
  return {
    urlOf(messageId, from) {
      const query = new URLSearchParams({
        message: messageId,
        signature: sign(messageId).toString("base64url"),
      });
      return `${publicUrl}/api/v1/delivery-reports/${from}?${query.toString()}`;
    },
    isSigned(messageId, signature) {
      const given = Buffer.from(signature, "base64url");
      const expected = sign(messageId);
      return given.length === expected.length && timingSafeEqual(given, expected);
    },
  };
}
