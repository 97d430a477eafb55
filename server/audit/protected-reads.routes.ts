import { createOperations, type Operations } from "../http/operations.ts";
import type { ListProtectedReads } from "./list-protected-reads.ts";
import { ProtectedReadPage, ProtectedReadQuery } from "./protected-reads.contract.ts";

/** Who has opened an office's protected cases. */
export function createProtectedReadsRoutes({
  listProtectedReads,
}: {
  listProtectedReads: ListProtectedReads;
}): Operations {
  const operations = createOperations();
  operations.add(
    {
      id: "listProtectedReads",
      method: "get",
      path: "/protected-reads",
      summary:
        "Vem som har öppnat kontorets ärenden med skyddade personuppgifter. För den som leder kontoret.",
      tag: "audit",
      who: "staff",
      query: ProtectedReadQuery,
      status: 200,
      answer: ProtectedReadPage,
    },
    ({ actor, query }) => listProtectedReads(actor, query),
  );
  return operations;
}
