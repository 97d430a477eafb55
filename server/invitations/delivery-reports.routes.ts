import express, { Router } from "express";
import { z } from "zod";
import { DomainError } from "../platform/domain-error.ts";
import type { ReportAddresses } from "./report-address.ts";
import type { ReportDelivery } from "./report-delivery.ts";

const Address = z.object({ message: z.uuid(), signature: z.string().min(1).max(100) });
/** 46elks' words. What else it says on the way is no more than that it has taken the message. */
const Report = z.object({ status: z.string().min(1).max(40) });
const LARGEST_BODY = "8kb";
const OUTCOME: Readonly<Record<string, "delivered" | "bounced">> = {
  delivered: "delivered",
  failed: "bounced",
};

/**
 * Where the SMS gateway reports, form-encoded, at the address it was given with the message. No session, no cookies: the
 * address is signed.
 */
export function createDeliveryReportRoutes({
  reportAddresses,
  reportDelivery,
}: {
  reportAddresses: ReportAddresses;
  reportDelivery: ReportDelivery;
}): Router {
  const router = Router();
  router.post(
    "/api/v1/delivery-reports/sms",
    express.urlencoded({ extended: false, limit: LARGEST_BODY }),
    async (request, response) => {
      const address = Address.safeParse(request.query);
      if (!address.success || !reportAddresses.isSigned(address.data.message, address.data.signature))
        throw new DomainError("not_allowed", "Adressen är inte signerad av oss.");
      const report = Report.safeParse(request.body);
      if (!report.success) throw new DomainError("malformed", "Rapporten saknar status.");
      const outcome = OUTCOME[report.data.status];
      if (outcome) await reportDelivery(address.data.message, outcome);
      response.status(204).end();
    },
  );
  return router;
}
