import express, { Router, type RequestHandler } from "express";
import { z } from "zod";
import { DomainError } from "../platform/domain-error.ts";
import { MailboxReport } from "../platform/mailbox/mailbox-messages.ts";
import type { DeliveryReport } from "./message-progress.ts";
import type { Reporter, ReportAddresses } from "./report-address.ts";
import type { ReportDelivery } from "./report-delivery.ts";

const Address = z.object({ message: z.uuid(), signature: z.string().min(1).max(100) });
/** 46elks' words. What else it says on the way is no more than that it has taken the message. */
const SmsReport = z.object({ status: z.string().min(1).max(40) });
const LARGEST_BODY = "8kb";
type Outcome = DeliveryReport["outcome"];
const SMS_OUTCOME: Readonly<Record<string, Outcome>> = { delivered: "delivered", failed: "bounced" };

/** How each reporter writes, and what its report says; null for nothing new, undefined for what can't be read. */
const REPORTERS: Readonly<
  Record<Reporter, { parse: RequestHandler; outcomeOf: (body: unknown) => Outcome | null | undefined }>
> = {
  sms: {
    parse: express.urlencoded({ extended: false, limit: LARGEST_BODY }),
    outcomeOf(body) {
      const report = SmsReport.safeParse(body);
      return report.success ? (SMS_OUTCOME[report.data.status] ?? null) : undefined;
    },
  },
  "digital-mailbox": {
    parse: express.json({ limit: LARGEST_BODY }),
    outcomeOf(body) {
      const report = MailboxReport.safeParse(body);
      if (!report.success) return undefined;
      return report.data.status.every(({ delivered }) => delivered) ? "delivered" : "bounced";
    },
  },
};

/**
 * Where the SMS gateway and the mailboxes' intermediary report, each at the address it was given with the message. No session,
 * no cookies: the address is signed.
 */
export function createDeliveryReportRoutes({
  reportAddresses,
  reportDelivery,
}: {
  reportAddresses: ReportAddresses;
  reportDelivery: ReportDelivery;
}): Router {
  const router = Router();
  for (const [reporter, { parse, outcomeOf }] of Object.entries(REPORTERS))
    router.post(`/api/v1/delivery-reports/${reporter}`, parse, async (request, response) => {
      const address = Address.safeParse(request.query);
      if (!address.success || !reportAddresses.isSigned(address.data.message, address.data.signature))
        throw new DomainError("not_allowed", "Adressen är inte signerad av oss.");
      const outcome = outcomeOf(request.body);
      if (outcome === undefined) throw new DomainError("malformed", "Rapporten saknar status.");
      if (outcome) await reportDelivery(address.data.message, outcome);
      response.status(204).end();
    });
  return router;
}
