import { z } from "zod";
import { Id } from "../http/conventions.contract.ts";
import { createOperations, type Operations } from "../http/operations.ts";
import { CaseConsents, NewConsent, WithdrawConsent } from "./consents.contract.ts";
import type { KeepConsents } from "./keep-consents.ts";

const common = {
  tag: "people",
  who: "staff",
  params: z.strictObject({ caseId: Id }),
  answer: CaseConsents,
} as const;

/** What an individual has agreed to, refused, and taken back. */
export function createConsentsRoutes({ keepConsents }: { keepConsents: KeepConsents }): Operations {
  const operations = createOperations();
  operations.add(
    {
      ...common,
      id: "listConsents",
      method: "get",
      path: "/cases/:caseId/consents",
      summary: "Vad personen har samtyckt till, med vilka, när, och vad som har tagits tillbaka.",
      status: 200,
    },
    ({ actor, params: { caseId } }) => keepConsents.read(actor, caseId),
  );
  operations.add(
    {
      ...common,
      id: "recordConsent",
      method: "post",
      path: "/cases/:caseId/consents",
      summary: "Antecknar ett samtycke till att uppgifter delas, eller svaret om SUS på papper.",
      body: NewConsent,
      status: 201,
    },
    async ({ actor, params: { caseId }, body }) => {
      await keepConsents.record(actor, caseId, body);
      return keepConsents.read(actor, caseId);
    },
  );
  operations.add(
    {
      ...common,
      id: "withdrawConsent",
      method: "post",
      path: "/cases/:caseId/consent-withdrawals",
      summary:
        "Personen tar tillbaka ett samtycke. Det gäller från och med nu; det som har varit ändras inte.",
      body: WithdrawConsent,
      status: 200,
    },
    async ({ actor, params: { caseId }, body }) => {
      await keepConsents.withdraw(actor, caseId, body.consentId);
      return keepConsents.read(actor, caseId);
    },
  );
  return operations;
}
