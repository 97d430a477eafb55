import { createCookieBrowser, type CookieBrowser } from "./cookie-browser.ts";
import { signIn } from "./sign-in.ts";

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
  get(path: string): Promise<ApiAnswer>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<ApiAnswer>;
  delete(path: string): Promise<ApiAnswer>;
}

/** Paths are below `/api/v1`. */
export function createApiBrowser(origin: string): ApiBrowser {
  const cookies = createCookieBrowser(origin);
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
    },
    get: async (path) => answer(await cookies.send("GET", `/api/v1${path}`)),
    post: async (path, body, headers = {}) =>
      answer(await cookies.send("POST", `/api/v1${path}`, { ...own, ...headers }, JSON.stringify(body))),
    delete: async (path) => answer(await cookies.send("DELETE", `/api/v1${path}`, own)),
  };
}
