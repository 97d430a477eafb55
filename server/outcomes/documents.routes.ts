import { z } from "zod";
import { Id } from "../http/conventions.contract.ts";
import { createOperations, type Operations } from "../http/operations.ts";
import { renderLetter } from "../platform/print/letter-layout.ts";
import { MeetingDocuments } from "./documents.contract.ts";
import { documentsOnPaper } from "./documents-on-paper.ts";
import type { ExportDocuments } from "./export-documents.ts";

const common = {
  tag: "outcomes",
  who: "staff",
  stepUp: true,
  params: z.strictObject({ meetingId: Id }),
  status: 200,
} as const;

/** A meeting's documents, for the agency's own case file. */
export function createDocumentsRoutes({ exportDocuments }: { exportDocuments: ExportDocuments }): Operations {
  const operations = createOperations();
  operations.add(
    {
      ...common,
      id: "exportDocuments",
      method: "get",
      path: "/meetings/:meetingId/documents",
      summary:
        "Mötets handlingar till den egna myndighetens akt, med kontrollsummor. Varje hämtning antecknas.",
      answer: MeetingDocuments,
    },
    async ({ actor, params: { meetingId }, response }) => {
      const exported = await exportDocuments(actor, meetingId);
      response.attachment(`handlingar-${exported.reference}.json`).type("json");
      return exported;
    },
  );
  operations.add(
    {
      ...common,
      id: "exportDocumentsOnPaper",
      method: "get",
      path: "/meetings/:meetingId/documents/pdf",
      summary: "Samma handlingar som PDF, att läsa och skriva ut.",
      contentType: "application/pdf",
    },
    async ({ actor, params: { meetingId }, response }) => {
      const exported = await exportDocuments(actor, meetingId);
      const { pdf } = await renderLetter(documentsOnPaper(exported));
      response.set("Cache-Control", "no-store");
      response.attachment(`handlingar-${exported.reference}.pdf`).type("application/pdf").send(pdf);
    },
  );
  return operations;
}
