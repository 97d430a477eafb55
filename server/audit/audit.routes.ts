import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createOperations, type Operations } from "../http/operations.ts";
import {
  AuditActionList,
  AuditExport,
  AuditPage,
  AuditSearch,
  TrailVerification,
  VerificationQuery,
} from "./audit.contract.ts";
import type { SearchTrail } from "./search-trail.ts";

const TYPE = { csv: "text/csv; charset=utf-8", json: "application/json; charset=utf-8" } as const;

/** The trail, for an agency's auditors. */
export function createAuditRoutes({ searchTrail }: { searchTrail: SearchTrail }): Operations {
  const operations = createOperations();
  const common = { tag: "audit", who: "staff", status: 200 } as const;
  operations.add(
    {
      ...common,
      id: "searchAudit",
      method: "post",
      path: "/audit-searches",
      summary: "Söker i den egna myndighetens spårlogg. För granskare; varje sökning loggas.",
      body: AuditSearch,
      answer: AuditPage,
    },
    ({ actor, body }) => searchTrail.search(actor, body),
  );
  operations.add(
    {
      ...common,
      id: "exportAudit",
      method: "post",
      path: "/audit-exports",
      summary: "Hämtar rader ur spårloggen som CSV eller JSON. För granskare; varje hämtning loggas.",
      body: AuditExport,
      contentType: "text/csv",
    },
    async ({ actor, body, response }) => {
      const text = await searchTrail.export(actor, body);
      response.status(200).set({
        "Cache-Control": "no-store",
        "Content-Type": TYPE[body.format],
        "Content-Disposition": `attachment; filename="sparlogg.${body.format}"`,
      });
      await pipeline(Readable.from(text), response);
    },
  );
  operations.add(
    {
      ...common,
      id: "listAuditActions",
      method: "get",
      path: "/audit-actions",
      summary: "De handlingar som finns i den egna myndighetens spårlogg.",
      answer: AuditActionList,
    },
    ({ actor }) => searchTrail.listActions(actor),
  );
  operations.add(
    {
      ...common,
      id: "verifyAudit",
      method: "get",
      path: "/audit-verification",
      summary: "Prövar spårloggens dygn mot deras sigill.",
      query: VerificationQuery,
      answer: TrailVerification,
    },
    ({ actor, query }) => searchTrail.verify(actor, query.from),
  );
  return operations;
}
