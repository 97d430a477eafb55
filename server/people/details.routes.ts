import { z } from "zod";
import { Id } from "../http/conventions.contract.ts";
import { createOperations, type Operations } from "../http/operations.ts";
import { CorrectedDetails, KnownDetails, OwnDetails } from "./details.contract.ts";
import type { KeepDetails } from "./keep-details.ts";

const CaseParams = z.strictObject({ caseId: Id });

/** What an individual is called and how they are reached: for their handläggare, and for themselves by e-ID. */
export function createDetailsRoutes({ keepDetails }: { keepDetails: KeepDetails }): Operations {
  const operations = createOperations();
  const ofCase = {
    tag: "people",
    who: "staff",
    params: CaseParams,
    status: 200,
    answer: KnownDetails,
  } as const;
  const own = { tag: "people", who: "individual", status: 200, answer: KnownDetails } as const;
  operations.add(
    {
      ...ofCase,
      id: "readDetails",
      method: "get",
      path: "/cases/:caseId/details",
      summary: "Vad personen i ett ärende heter och hur den nås.",
    },
    ({ actor, params }) => keepDetails.read(actor, params.caseId),
  );
  operations.add(
    {
      ...ofCase,
      id: "correctDetails",
      method: "put",
      path: "/cases/:caseId/details",
      summary: "Rättar vad personen heter eller hur den nås. Vem som gjorde det och varför sparas.",
      body: CorrectedDetails,
    },
    ({ actor, params, body }) => keepDetails.correct(actor, params.caseId, body),
  );
  operations.add(
    {
      ...own,
      id: "readOwnDetails",
      method: "get",
      path: "/own-details",
      summary: "Vad jag heter och hur jag nås, för den som har loggat in med e-legitimation.",
    },
    ({ actor }) => keepDetails.readOwn(actor),
  );
  operations.add(
    {
      ...own,
      id: "correctOwnDetails",
      method: "put",
      path: "/own-details",
      summary: "Rättar hur jag nås, för den som har loggat in med e-legitimation.",
      body: OwnDetails,
    },
    ({ actor, body }) => keepDetails.correctOwn(actor, body),
  );
  return operations;
}
