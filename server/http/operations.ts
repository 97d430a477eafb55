import { Router, type Request, type Response } from "express";
import { z, type ZodObject, type ZodType } from "zod";
import {
  requireFresh,
  requireIndividual,
  requireInvited,
  requireSignedIn,
  requireStaff,
} from "../identity/authenticate.routes.ts";
import { DomainError } from "../platform/domain-error.ts";
import { wordsOfIssue } from "./issue-words.ts";
import { violationsFrom } from "./problem.ts";

/**
 * Who may call an operation at all; the policy decides about the object. `individual`: by e-ID; `signed_in`: by e-ID or as
 * handläggare.
 */
export type Caller = keyof typeof REQUIRE;

const REQUIRE = {
  staff: requireStaff,
  invited: requireInvited,
  individual: requireIndividual,
  signed_in: requireSignedIn,
  anyone: () => undefined,
} as const;

type ActorOf<Who> = Who extends Caller ? ReturnType<(typeof REQUIRE)[Who]> : never;

/** One operation of the API: what it takes, what it answers, and who may call it. The OpenAPI document is made of these. */
export interface Operation<
  Who extends Caller = Caller,
  Params extends ZodObject = ZodObject,
  Query extends ZodObject = ZodObject,
  Body extends ZodType = ZodType,
  Answer extends ZodType = ZodType,
> {
  readonly id: string;
  readonly method: "get" | "post" | "put" | "delete";
  /** Below `/api/v1`, with Express parameters: `/meetings/:meetingId`. */
  readonly path: string;
  readonly summary: string;
  readonly tag: string;
  readonly who: Who;
  /** Needs a handläggare who has signed in lately: what is most sensitive. */
  readonly stepUp?: boolean;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** The write needs `If-Match` with the revision last seen. */
  readonly ifMatch?: boolean;
  /** The write may carry an `Idempotency-Key`: the same key again gives the same result. */
  readonly idempotent?: boolean;
  readonly status: number;
  /** Checked on the way out, so that a field nobody declared never leaves. Missing: no content, or not JSON. */
  readonly answer?: Answer;
  readonly contentType?: string;
}

/** What a handler gets: everything parsed. */
export interface Call<Who, Params, Query, Body> {
  readonly actor: ActorOf<Who>;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** From `If-Match`; 0 where the operation doesn't ask for it. */
  readonly revision: number;
  readonly idempotencyKey: string | undefined;
  readonly request: Request;
  readonly response: Response;
}

const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,128}$/;
const Nothing = z.strictObject({});

/** What is wrong with a request is said in the language of the rest of the problem. */
z.config({ localeError: wordsOfIssue });

/** The operations of one capability: a router and the descriptions the OpenAPI document is made of. */
export interface Operations {
  readonly router: Router;
  readonly described: readonly Operation[];
  add<
    Who extends Caller,
    Answer extends ZodType,
    Params extends ZodObject = typeof Nothing,
    Query extends ZodObject = typeof Nothing,
    Body extends ZodType = ZodType<undefined>,
  >(
    operation: Operation<Who, Params, Query, Body, Answer>,
    handle: (
      call: Call<Who, z.output<Params>, z.output<Query>, z.output<Body>>,
    ) => Promise<z.input<Answer> | undefined | void>,
  ): void;
}

/** Each operation runs the same line: authenticate, validate, hand over, answer. */
export function createOperations(): Operations {
  const router = Router();
  const described: Operation[] = [];
  return {
    router,
    described,
    add(operation, handle) {
      described.push(operation);
      router[operation.method](`/api/v1${operation.path}`, async (request, response) => {
        const actor = REQUIRE[operation.who](response);
        if (operation.stepUp) requireFresh(response);
        const call = {
          actor,
          ...parse(operation, request),
          request,
          response,
        } as unknown as Parameters<typeof handle>[0];
        const result = await handle(call);
        if (response.headersSent) return;
        response.status(operation.status).set("Cache-Control", "no-store");
        if (operation.answer) response.json(operation.answer.parse(result));
        else response.end();
      });
    },
  };
}

function parse(operation: Operation, request: Request) {
  return {
    params: parsePath(operation.params ?? Nothing, request.params),
    query: parseInput(operation.query ?? Nothing, request.query),
    body: operation.body && parseInput(operation.body, readBody(request)),
    revision: operation.ifMatch ? parseRevision(request.get("If-Match")) : 0,
    idempotencyKey: operation.idempotent ? parseIdempotencyKey(request.get("Idempotency-Key")) : undefined,
  };
}

/** What no such object could have as its id is something that does not exist. */
function parsePath(schema: ZodObject, input: unknown): unknown {
  const parsed = schema.safeParse(input);
  if (!parsed.success)
    throw new DomainError("not_found", "Adressen stämmer inte, eller så finns det inte kvar.");
  return parsed.data;
}

function parseInput(schema: ZodType, input: unknown): unknown {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new DomainError("invalid", "Kontrollera uppgifterna.", {
    violations: violationsFrom(parsed.error.issues),
  });
}

function readBody(request: Request): unknown {
  if (request.body !== undefined) return request.body;
  throw new DomainError("malformed", "Begäran ska ha en kropp i JSON (Content-Type: application/json).");
}

/** A strong entity tag around the revision number, as we gave it out. */
function parseRevision(ifMatch: string | undefined): number {
  if (ifMatch === undefined)
    throw new DomainError("revision_required", "Skicka If-Match med den ETag du fick när du läste.");
  const match = /^"(\d{1,9})"$/.exec(ifMatch);
  if (!match) throw new DomainError("revision_mismatch", "If-Match har inte formen av en ETag härifrån.");
  return Number(match[1]);
}

function parseIdempotencyKey(key: string | undefined): string | undefined {
  if (key === undefined || IDEMPOTENCY_KEY.test(key)) return key;
  throw new DomainError("malformed", "Idempotency-Key ska vara 1–128 synliga ASCII-tecken.");
}
