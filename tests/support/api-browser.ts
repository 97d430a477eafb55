import { createCookieBrowser, type CookieBrowser } from "./cookie-browser.ts";
import type { ReadingAs } from "./leaks/personal.ts";
import { watchAnswers } from "./leaks/watched-answers.ts";
import { eidSubject, signIn } from "./sign-in.ts";

/** What the API answered. */
export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into answers freely
  readonly body: any;
}

/** A browser that speaks JSON with the API, as our own pages do. */
export interface ApiBrowser {
  readonly origin: string;
  readonly cookies: CookieBrowser;
  signIn(organisationId: string, subject: string): Promise<void>;
  /** Signs an individual in by the development provider's BankID; gives the path it ends on. */
  signInWithEid(personnummer: string, returnTo?: string): Promise<string>;
  get(path: string): Promise<ApiAnswer>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<ApiAnswer>;
  put(path: string, body: unknown, headers?: Record<string, string>): Promise<ApiAnswer>;
  delete(path: string): Promise<ApiAnswer>;
}

/**
 * Paths are below `/api/v1`. Each answer is searched for what its reader may not be told.
 *
 * @param readingAs who reads already, when the browser is given a session instead of signing in.
 */
export function createApiBrowser(origin: string, readingAs: ReadingAs = {}): ApiBrowser {
  const cookies = watchAnswers(createCookieBrowser(origin), readingAs);
  const answer = async (response: Response): Promise<ApiAnswer> => {
    const text = await response.text();
    const isJson = /json/.test(response.headers.get("content-type") ?? "");
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  };
  const own = { "sec-fetch-site": "same-origin", origin };
  return {
    origin,
    cookies,
    async signIn(organisationId, subject) {
      await signIn(cookies, `/auth/login?provider=${organisationId}&returnTo=/min-vecka`, subject);
      readingAs.organisationId = organisationId;
    },
    signInWithEid(personnummer, returnTo = "/mina-moten") {
      readingAs.hasEid = true;
      const query = new URLSearchParams({ provider: "bankid", returnTo });
      return signIn(cookies, `/auth/login?${query.toString()}`, eidSubject(personnummer));
    },
    get: async (path) => answer(await cookies.send("GET", `/api/v1${path}`)),
    post: async (path, body, headers = {}) =>
      answer(await cookies.send("POST", `/api/v1${path}`, { ...own, ...headers }, JSON.stringify(body))),
    put: async (path, body, headers = {}) =>
      answer(await cookies.send("PUT", `/api/v1${path}`, { ...own, ...headers }, JSON.stringify(body))),
    delete: async (path) => answer(await cookies.send("DELETE", `/api/v1${path}`, own)),
  };
}
