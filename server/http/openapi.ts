import { z } from "zod";
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from "zod-openapi";
import { Problem } from "./conventions.contract.ts";
import type { Operation } from "./operations.ts";

/** The OpenAPI 3.1 document, generated from the operations and their contracts. */
export function createOpenApiDocument(operations: readonly Operation[], publicUrl: string) {
  const paths: ZodOpenApiPathsObject = {};
  for (const operation of operations) {
    const path = operation.path.replaceAll(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [operation.method]: describe(operation) };
  }
  return createDocument({
    openapi: "3.1.0",
    info: {
      title: "Samtid",
      version: "1",
      description: "Gemensamma möten mellan en person, Försäkringskassan och Arbetsförmedlingen.",
    },
    servers: [{ url: `${publicUrl}/api/v1` }],
    paths,
  });
}

function describe(operation: Operation): ZodOpenApiOperationObject {
  const contentType = operation.contentType ?? "application/json";
  const answered = operation.answer ?? (operation.contentType ? z.string() : undefined);
  return {
    operationId: operation.id,
    summary: operation.summary,
    tags: [operation.tag],
    requestParams: {
      ...(operation.params && { path: operation.params }),
      ...(operation.query && { query: operation.query }),
      ...headersOf(operation),
    },
    ...(operation.body && {
      requestBody: { required: true, content: { "application/json": { schema: operation.body } } },
    }),
    responses: {
      [String(operation.status)]: {
        description: "Det gick bra.",
        ...(answered && { content: { [contentType]: { schema: answered } } }),
      },
      default: {
        description: "RFC 9457 problem details.",
        content: { "application/problem+json": { schema: Problem } },
      },
    },
    "x-caller": operation.who,
  };
}

function headersOf({ ifMatch, idempotent }: Operation) {
  if (ifMatch) return { header: z.object({ "If-Match": z.string() }) };
  return idempotent ? { header: z.object({ "Idempotency-Key": z.string().optional() }) } : {};
}
