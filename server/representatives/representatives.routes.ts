import { z } from "zod";
import { Id } from "../http/conventions.contract.ts";
import { createOperations, type Operations } from "../http/operations.ts";
import type { KeepRepresentatives } from "./keep-representatives.ts";
import { NewRepresentative, RepresentativeList } from "./representatives.contract.ts";

const tag = "people";
const params = z.strictObject({ caseId: Id });

/** Who may answer for the person of a case, until when, and with what mandate. */
export function createRepresentativesRoutes({
  keepRepresentatives,
}: {
  keepRepresentatives: KeepRepresentatives;
}): Operations {
  const operations = createOperations();
  operations.add(
    {
      id: "listRepresentatives",
      method: "get",
      path: "/cases/:caseId/representatives",
      summary: "Ombud, gode män, förvaltare och vårdnadshavare som svarar för personen.",
      tag,
      who: "staff",
      params,
      status: 200,
      answer: RepresentativeList,
    },
    async ({ actor, params: { caseId } }) => ({ items: await keepRepresentatives.list(actor, caseId) }),
  );
  operations.add(
    {
      id: "registerRepresentative",
      method: "post",
      path: "/cases/:caseId/representatives",
      summary: "Registrerar någon som svarar för personen. Får en egen länk till personens möten.",
      tag,
      who: "staff",
      params,
      body: NewRepresentative,
      status: 201,
      answer: RepresentativeList,
    },
    async ({ actor, params: { caseId }, body }) => {
      await keepRepresentatives.register(actor, caseId, body);
      return { items: await keepRepresentatives.list(actor, caseId) };
    },
  );
  operations.add(
    {
      id: "withdrawRepresentative",
      method: "post",
      path: "/cases/:caseId/representative-withdrawals",
      summary: "Avslutar ett uppdrag i förtid. Länken slutar fungera genast.",
      tag,
      who: "staff",
      params,
      body: z.strictObject({ personId: Id }),
      status: 200,
      answer: RepresentativeList,
    },
    async ({ actor, params: { caseId }, body }) => {
      await keepRepresentatives.withdraw(actor, caseId, body.personId);
      return { items: await keepRepresentatives.list(actor, caseId) };
    },
  );
  return operations;
}
