import { raw, type RequestHandler } from "express";
import { z } from "zod";
import { Id } from "../../http/conventions.contract.ts";
import { createOperations, type Operations } from "../../http/operations.ts";
import { requireStaff } from "../../identity/authenticate.routes.ts";
import { DomainError } from "../../platform/domain-error.ts";
import {
  HistoryFormats,
  HistoryKind,
  HistoryUpload,
  HistoryUploadDetail,
  HistoryUploadList,
  LARGEST_HISTORY,
  NewHistoryUpload,
} from "./history.contract.ts";
import sv from "./history-uploads.sv.json" with { type: "json" };
import type { KeepHistoryUploads } from "./keep-uploads.ts";

const CSV = "text/csv";
const common = { tag: "history", who: "staff", status: 200 } as const;
const params = z.strictObject({ uploadId: Id });

/** Bringing in what happened before Samtid, for an agency's administrators. */
export function createHistoryRoutes({
  keepHistoryUploads,
}: {
  keepHistoryUploads: KeepHistoryUploads;
}): Operations {
  const operations = createOperations();
  // What nobody signed in has sent is not even read.
  operations.router.post(
    "/api/v1/history-uploads",
    staffOnly,
    csvOnly,
    raw({ type: CSV, limit: LARGEST_HISTORY, inflate: false }),
  );
  operations.add(
    {
      ...common,
      id: "uploadHistory",
      method: "post",
      path: "/history-uploads",
      summary: "Tar emot en fil med historik (text/csv, högst 10 MB). Den kontrolleras, och tas inte in.",
      query: NewHistoryUpload,
      body: z.instanceof(Uint8Array).meta({ type: "string", contentMediaType: CSV }),
      status: 201,
      answer: HistoryUpload,
    },
    ({ actor, query, body }) => keepHistoryUploads.receive(actor, query, body),
  );
  operations.add(
    {
      ...common,
      id: "listHistoryUploads",
      method: "get",
      path: "/history-uploads",
      summary: "Myndighetens senaste filer med historik.",
      answer: HistoryUploadList,
    },
    async ({ actor }) => ({ items: await keepHistoryUploads.list(actor) }),
  );
  operations.add(
    {
      ...common,
      id: "readHistoryUpload",
      method: "get",
      path: "/history-uploads/:uploadId",
      summary: "Hur långt en fil har kommit, och det första som är fel i den.",
      params,
      answer: HistoryUploadDetail,
    },
    ({ actor, params: { uploadId } }) => keepHistoryUploads.read(actor, uploadId),
  );
  operations.add(
    {
      ...common,
      id: "importHistoryUpload",
      method: "post",
      path: "/history-uploads/:uploadId/import",
      summary: "Tar in en kontrollerad fil.",
      params,
      answer: HistoryUpload,
    },
    ({ actor, params: { uploadId } }) => keepHistoryUploads.confirm(actor, uploadId),
  );
  addFiles(operations, keepHistoryUploads);
  return operations;
}

function addFiles(operations: Operations, keepHistoryUploads: KeepHistoryUploads): void {
  const contentType = `${CSV}; charset=utf-8`;
  operations.add(
    {
      ...common,
      id: "fetchHistoryProblems",
      method: "get",
      path: "/history-uploads/:uploadId/problems",
      summary: "Allt som är fel i en fil, rad för rad, som CSV.",
      params,
      contentType,
    },
    async ({ actor, params: { uploadId }, response }) => {
      const file = await keepHistoryUploads.writeProblems(actor, uploadId);
      response.set("Cache-Control", "no-store").type(contentType).attachment("fel-i-filen.csv").send(file);
    },
  );
  operations.add(
    {
      ...common,
      id: "readHistoryFormats",
      method: "get",
      path: "/history-formats",
      summary: "Vilka kolumner en fil med historik har.",
      answer: HistoryFormats,
    },
    ({ actor }) => keepHistoryUploads.readFormats(actor),
  );
  operations.add(
    {
      ...common,
      id: "fetchHistoryExample",
      method: "get",
      path: "/history-formats/:kind/example",
      summary: "En exempelfil.",
      params: z.strictObject({ kind: HistoryKind }),
      contentType,
    },
    async ({ actor, params: { kind }, response }) => {
      const file = await keepHistoryUploads.writeExample(actor, kind);
      response
        .set("Cache-Control", "no-store")
        .type(contentType)
        .attachment(`exempel-${kind}.csv`)
        .send(file);
    },
  );
}

const staffOnly: RequestHandler = (_request, response, next) => {
  requireStaff(response);
  next();
};
const csvOnly: RequestHandler = (request, _response, next) => {
  if (!request.is(CSV)) throw new DomainError("malformed", sv.notCsv);
  next();
};
