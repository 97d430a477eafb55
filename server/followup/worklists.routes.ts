import { createOperations, type Operations } from "../http/operations.ts";
import type { ReadWorklists } from "./read-worklists.ts";
import { Worklists } from "./worklists.contract.ts";

/** What an office has to see to. */
export function createWorklistsRoutes({ readWorklists }: { readWorklists: ReadWorklists }): Operations {
  const operations = createOperations();
  operations.add(
    {
      id: "readWorklists",
      method: "get",
      path: "/worklists",
      summary: "Det som det egna kontoret behöver göra: möten och ärenden där något saknas.",
      tag: "followup",
      who: "staff",
      status: 200,
      answer: Worklists,
    },
    ({ actor }) => readWorklists(actor),
  );
  return operations;
}
