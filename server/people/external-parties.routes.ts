import { createOperations, type Operations } from "../http/operations.ts";
import {
  ExternalParty,
  ExternalPartyPage,
  ExternalPartyQuery,
  NewExternalParty,
} from "./external-parties.contract.ts";
import type { ExternalPartiesRepository } from "./external-parties.repository.ts";
import type { RegisterExternalParty } from "./register-external-party.ts";

/** Interpreters, care providers, employers and others outside the agencies: each agency its own. */
export function createExternalPartiesRoutes(useCases: {
  listExternalParties: ExternalPartiesRepository["list"];
  registerExternalParty: RegisterExternalParty;
}): Operations {
  const operations = createOperations();
  const tag = "people";
  operations.add(
    {
      id: "listExternalParties",
      method: "get",
      path: "/external-parties",
      summary: "Tolkar, vårdgivare, arbetsgivare och andra som den egna myndigheten har registrerat.",
      tag,
      who: "staff",
      query: ExternalPartyQuery,
      status: 200,
      answer: ExternalPartyPage,
    },
    ({ actor, query: { limit, page, ...filter } }) =>
      useCases.listExternalParties(actor.organisationId, filter, { limit, page }),
  );
  operations.add(
    {
      id: "registerExternalParty",
      method: "post",
      path: "/external-parties",
      summary: "Registrerar någon utanför myndigheterna som ska kunna vara med på möten.",
      tag,
      who: "staff",
      body: NewExternalParty,
      status: 201,
      answer: ExternalParty,
    },
    ({ actor, body }) => useCases.registerExternalParty(actor, body),
  );
  return operations;
}
