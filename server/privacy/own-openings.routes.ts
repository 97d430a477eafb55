import { createOperations, type Operations } from "../http/operations.ts";
import { OwnOpeningPage, OwnOpeningQuery } from "./own-openings.contract.ts";
import type { ReadOwnOpenings } from "./read-own-openings.ts";

/** Who has read about the individual themselves, by e-ID. */
export function createOwnOpeningsRoutes({
  readOwnOpenings,
}: {
  readOwnOpenings: ReadOwnOpenings;
}): Operations {
  const operations = createOperations();
  operations.add(
    {
      id: "listOwnOpenings",
      method: "get",
      path: "/own-openings",
      summary: "Vilka handläggare som har läst om mig, för den som har loggat in med e-legitimation.",
      tag: "privacy",
      who: "individual",
      query: OwnOpeningQuery,
      status: 200,
      answer: OwnOpeningPage,
    },
    ({ actor, query }) => readOwnOpenings(actor, query),
  );
  return operations;
}
