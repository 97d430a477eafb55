import type { z } from "zod";
import { i18n, language, LANGUAGES } from "../locales/i18n.ts";
import { ProblemDocument, ProblemError } from "./problem.ts";

type QueryValue = string | number | boolean | undefined;

interface Options {
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it is, with its own type, instead of a body. */
  file?: Blob;
  /** Members that are `undefined` are left out. */
  query?: Record<string, QueryValue>;
  /** The `revision` that the change is based on; goes into `If-Match`. */
  ifMatch?: number;
  /** Make one with `crypto.randomUUID()` when the form opens and keep it while the person retries. */
  idempotencyKey?: string;
  signal?: AbortSignal;
}
interface OptionsWithSchema<T extends z.ZodType> extends Options {
  /** The contract of the answer. Without it the answer's body is ignored. */
  schema: T;
}

interface Request {
  <T extends z.ZodType>(path: string, options: OptionsWithSchema<T>): Promise<z.infer<T>>;
  (path: string, options?: Options): Promise<void>;
}

/**
 * A way to what the server offers under `base`, with the same errors and checks everywhere.
 *
 * @see api
 */
export function createApi(base: string) {
  return {
    get: createRequest(base, "GET"),
    post: createRequest(base, "POST"),
    put: createRequest(base, "PUT"),
    delete: createRequest(base, "DELETE"),
  };
}

/**
 * The one way to the server's HTTP API. Paths are relative to `/api/v1`.
 *
 * @example `await api.put(`/meetings/${id}/time`, { body, ifMatch: meeting.revision, schema: MeetingView })`
 * @throws {ProblemError} and nothing else, but for `AbortError` when `signal` aborts.
 */
export const api = createApi("/api/v1");

/**
 * Has the server make a file, and the browser save it.
 *
 * @param fileName what it is called on the person's own machine.
 * @throws {ProblemError} and nothing else.
 */
export async function download(path: string, { body, fileName }: { body: unknown; fileName: string }) {
  const response = await send("POST", `/api/v1${path}`, { body });
  if (!response.ok) throw await refusalOf(response);
  const address = URL.createObjectURL(await response.blob());
  const link = Object.assign(document.createElement("a"), { href: address, download: fileName });
  link.click();
  URL.revokeObjectURL(address);
}

const signedOutListeners = new Set<() => void>();

/** Calls the listener each time the server answers 401: the session has ended. */
export function onSignedOut(listener: () => void): void {
  signedOutListeners.add(listener);
}

function createRequest(base: string, method: string): Request {
  return async <T extends z.ZodType>(path: string, options: Options & { schema?: T } = {}) => {
    const response = await send(method, `${base}${path}${queryString(options.query)}`, options);
    if (!response.ok) throw await refusalOf(response);
    if (!options.schema) return;
    const answer = options.schema.safeParse(await response.json().catch(() => undefined));
    if (!answer.success) throw new ProblemError(localProblem("unexpected_answer", response.status));
    return answer.data;
  };
}

async function refusalOf(response: Response): Promise<ProblemError> {
  if (response.status === 401) signedOutListeners.forEach((listener) => listener());
  return new ProblemError(await readProblem(response));
}

async function send(method: string, address: string, options: Options): Promise<Response> {
  try {
    return await fetch(address, {
      method,
      headers: headersOf(options),
      body: options.file ?? (options.body === undefined ? undefined : JSON.stringify(options.body)),
      signal: options.signal,
      credentials: "same-origin",
    });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new ProblemError(localProblem("network", 0));
  }
}

function headersOf(options: Options): Headers {
  const headers = new Headers({
    accept: "application/json",
    "accept-language": LANGUAGES[language.value].lang,
  });
  if (options.body !== undefined) headers.set("content-type", "application/json");
  if (options.ifMatch !== undefined) headers.set("if-match", `"${options.ifMatch}"`);
  if (options.idempotencyKey) headers.set("idempotency-key", options.idempotencyKey);
  return headers;
}

function queryString(query: Record<string, QueryValue> = {}): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  );
  return given.length ? `?${new URLSearchParams(given).toString()}` : "";
}

async function readProblem(response: Response): Promise<ProblemDocument> {
  const problem = ProblemDocument.safeParse(await response.json().catch(() => undefined));
  return problem.success ? problem.data : localProblem("http", response.status);
}

/** A problem made here, in the reader's language. */
export function localProblem(
  code: "network" | "unexpected_answer" | "http",
  status: number,
): ProblemDocument {
  const title = i18n.t(`common:problem.${code}.title`);
  return { type: "about:blank", title, status, code, detail: i18n.t(`common:problem.${code}.detail`) };
}
