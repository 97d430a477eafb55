import { z } from "zod";
import { Id } from "../http/conventions.contract.ts";
import { createOperations, type Operations } from "../http/operations.ts";
import type { ListHandlaggare, ListOffices, ListOrganisations } from "./staff-record.ts";
import {
  AgencyContactList,
  CasePage,
  CaseSearch,
  CaseSummary,
  HandlaggarePage,
  HandlaggareQuery,
  NewCase,
  OfficeList,
} from "./people.contract.ts";
import type { ReadCase } from "./read-case.ts";
import type { RegisterCase } from "./register-case.ts";
import type { SearchCases } from "./search-cases.ts";

/** Handläggare, individuals and their cases. */
export function createPeopleRoutes(useCases: {
  listHandlaggare: ListHandlaggare;
  listOffices: ListOffices;
  listOrganisations: ListOrganisations;
  searchCases: SearchCases;
  readCase: ReadCase;
  registerCase: RegisterCase;
}): Operations {
  const operations = createOperations();
  const tag = "people";

  operations.add(
    {
      id: "listContacts",
      method: "get",
      path: "/contacts",
      summary: "Vart man ringer, för den som inte kan öppna sin länk. Säger inget om någon eller något möte.",
      tag,
      who: "anyone",
      status: 200,
      answer: AgencyContactList,
    },
    async () => {
      const organisations = await useCases.listOrganisations();
      return { items: organisations.map(({ id, phone }) => ({ organisationId: id, phone })) };
    },
  );

  operations.add(
    {
      id: "listHandlaggare",
      method: "get",
      path: "/handlaggare",
      summary: "Handläggare hos båda myndigheterna: vilka de är och var, aldrig vad de gör.",
      tag,
      who: "staff",
      query: HandlaggareQuery,
      status: 200,
      answer: HandlaggarePage,
    },
    ({ actor, query: { limit, page, ...filter } }) =>
      useCases.listHandlaggare({ ...filter, reader: actor.organisationId }, { limit, page }),
  );

  operations.add(
    {
      id: "listOffices",
      method: "get",
      path: "/offices",
      summary: "Båda myndigheternas kontor, och vilka roller, språk och kompetenser som finns där.",
      tag,
      who: "staff",
      status: 200,
      answer: OfficeList,
    },
    async () => ({ items: await useCases.listOffices() }),
  );

  operations.add(
    {
      id: "searchCases",
      method: "post",
      path: "/case-searches",
      summary: "Söker bland de ärenden man får öppna, på del av namn eller helt personnummer.",
      tag,
      who: "staff",
      body: CaseSearch,
      status: 200,
      answer: CasePage,
    },
    ({ actor, body }) => useCases.searchCases(actor, body),
  );

  operations.add(
    {
      id: "readCase",
      method: "get",
      path: "/cases/:caseId",
      summary: "Ett ärende som man får öppna.",
      tag,
      who: "staff",
      params: z.strictObject({ caseId: Id }),
      status: 200,
      answer: CaseSummary,
    },
    ({ actor, params }) => useCases.readCase(actor, params.caseId),
  );

  operations.add(
    {
      id: "registerCase",
      method: "post",
      path: "/cases",
      summary: "Registrerar en person och ett ärende hos den egna myndigheten.",
      tag,
      who: "staff",
      body: NewCase,
      status: 201,
      answer: CaseSummary,
    },
    ({ actor, body }) => useCases.registerCase(actor, body),
  );
  return operations;
}
