import { z } from "zod";
import { Id } from "../http/conventions.contract.ts";
import { createOperations, type Operations } from "../http/operations.ts";
import type { ExtractPerson } from "./extract-person.ts";
import { printExtract } from "./print-extract.ts";
import { ExtractRequest, PersonExtract, RetentionReport } from "./privacy.contract.ts";
import type { ReadRetention } from "./read-retention.ts";

/** What an individual has a right to know, and how long things are kept: for an agency's administrators. */
export function createPrivacyRoutes(useCases: {
  extractPerson: ExtractPerson;
  readRetention: ReadRetention;
}): Operations {
  const operations = createOperations();
  const common = { tag: "privacy", who: "staff", status: 200 } as const;
  operations.add(
    {
      ...common,
      id: "extractPerson",
      stepUp: true,
      method: "post",
      path: "/cases/:caseId/extracts",
      summary: "Registerutdrag: allt om personen i ett ärende. För administratörer; varje utdrag loggas.",
      params: z.strictObject({ caseId: Id }),
      body: ExtractRequest,
      contentType: "application/json",
    },
    async ({ actor, params: { caseId }, body: { format, why }, response }) => {
      const extract = PersonExtract.parse(await useCases.extractPerson(actor, caseId, why));
      response.status(200).set({
        "Cache-Control": "no-store",
        // Neither name nor number: a file name is seen by many.
        "Content-Disposition": `attachment; filename="registerutdrag.${format}"`,
      });
      if (format === "pdf") response.type("application/pdf").send(await printExtract(extract));
      else response.type("application/json").send(JSON.stringify(extract, null, 2));
    },
  );
  operations.add(
    {
      ...common,
      id: "readRetention",
      method: "get",
      path: "/retention",
      summary:
        "Hur länge uppgifter sparas, vad som senast gallrades och vad som ska gallras. För administratörer.",
      answer: RetentionReport,
    },
    ({ actor }) => useCases.readRetention(actor),
  );
  return operations;
}
