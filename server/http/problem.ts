import type { ErrorRequestHandler, Response } from "express";
import { DomainError, type DomainErrorCode, type Violation } from "../platform/domain-error.ts";
import type { Logger } from "../platform/logger.ts";
import type { Problem } from "./conventions.contract.ts";

/** The only map from what was refused to HTTP: status and a title a person can read. */
const KIND: Record<DomainErrorCode, { status: number; title: string }> = {
  malformed: { status: 400, title: "Begäran gick inte att läsa" },
  not_signed_in: { status: 401, title: "Du behöver logga in" },
  not_allowed: { status: 403, title: "Det får du inte göra" },
  step_up_needed: { status: 403, title: "Du behöver logga in igen" },
  not_found: { status: 404, title: "Det du söker finns inte" },
  time_taken: { status: 409, title: "Tiden är upptagen" },
  wrong_state: { status: 409, title: "Det går inte att göra just nu" },
  idempotency_conflict: { status: 409, title: "Begäran krockar med en tidigare" },
  mandate_ended: { status: 410, title: "Uppdraget gäller inte" },
  link_expired: { status: 410, title: "Länken fungerar inte längre" },
  offer_expired: { status: 410, title: "Tiderna gäller inte längre" },
  revision_mismatch: { status: 412, title: "Någon annan har ändrat under tiden" },
  too_large: { status: 413, title: "Begäran är för stor" },
  invalid: { status: 422, title: "Något behöver rättas" },
  revision_required: { status: 428, title: "Ange vilken version du har sett" },
  too_many_requests: { status: 429, title: "För många försök" },
  unavailable: { status: 503, title: "Tjänsten är inte tillgänglig just nu" },
};
/** What a fault of ours is answered with: nothing about the fault. */
export const UNEXPECTED = {
  type: "about:blank",
  title: "Något gick fel hos oss",
  status: 500,
  detail: "Försök igen om en stund.",
  code: "unexpected",
} as const;

const USUAL_WAIT_SECONDS = 5;

/** What body-parser says of bodies it refuses, and the router of paths. */
const REFUSED_BY_EXPRESS: Record<number, DomainErrorCode> = {
  400: "malformed",
  404: "not_found",
  413: "too_large",
  415: "malformed",
};

/** The RFC 9457 document of a refusal. */
export function toProblem(error: DomainError, instance?: string): Problem {
  const { status, title } = KIND[error.code];
  return {
    type: "about:blank",
    title,
    status,
    detail: error.message,
    ...(instance && { instance }),
    code: error.code,
    ...(error.violations.length > 0 && { errors: error.violations.map((violation) => ({ ...violation })) }),
    ...error.extensions,
  };
}

/** Turns whatever was thrown into a refusal; undefined for a fault of ours. */
export function asDomainError(error: unknown): DomainError | undefined {
  if (error instanceof DomainError) return error;
  const status = error instanceof Error && "status" in error ? Number(error.status) : 0;
  const code = REFUSED_BY_EXPRESS[status];
  if (code) return new DomainError(code, KIND[code].title);
  if (isPostgresError(error, "22021"))
    return new DomainError("malformed", "Texten innehåller ett otillåtet tecken.");
  return undefined;
}

/** Ends every failed request with a problem document. Faults are logged with the route, never with the request's content. */
export function createErrorHandler(logger: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    const known = asDomainError(error);
    if (known) return sendProblem(response, toProblem(known));
    logger.error({ err: error, method: request.method }, "unexpected error");
    sendProblem(response, UNEXPECTED);
  };
}

/** Writes a problem document. */
export function sendProblem(response: Response, problem: Problem): void {
  if (problem.status === 429 || problem.status === 503)
    response.set("Retry-After", String(problem.retryAfterSeconds ?? USUAL_WAIT_SECONDS));
  response.status(problem.status).set("Cache-Control", "no-store").type("application/problem+json");
  response.send(JSON.stringify(problem));
}

/** Every violation of a schema, as pointers into the request. */
export function violationsFrom(
  issues: readonly {
    readonly path: readonly PropertyKey[];
    readonly code: string;
    readonly message: string;
  }[],
): Violation[] {
  return issues.map(({ path, code, message }) => ({
    pointer: path.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join(""),
    code,
    detail: message,
  }));
}

function isPostgresError(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
