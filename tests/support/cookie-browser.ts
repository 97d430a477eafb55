/** A browser as far as cookies and redirects go; nothing follows a redirect unless told to. */
export interface CookieBrowser {
  get(url: string): Promise<Response>;
  /** Posts a form as a page of the same site does, unless `headers` say otherwise. */
  post(url: string, form?: Record<string, string>, headers?: Record<string, string>): Promise<Response>;
  /** `json` is sent as the body, with its content type. */
  send(
    method: string,
    url: string,
    headers?: Record<string, string>,
    json?: string | Uint8Array<ArrayBuffer>,
  ): Promise<Response>;
  /** Gets and follows redirects as long as they stay on the site and don't lead to `until`. */
  follow(response: Response, until: (path: string) => boolean): Promise<string>;
  /** The cookie as the browser would send it, or undefined. */
  cookie(name: string): string | undefined;
  plant(name: string, value: string): void;
}

interface Cookie {
  name: string;
  value: string;
  path: string;
}

/** A browser without any cookies, for the site at `origin`. */
export function createCookieBrowser(origin: string): CookieBrowser {
  let jar: Cookie[] = [];
  const put = (cookie: Cookie) => {
    jar = jar.filter(({ name, path }) => name !== cookie.name || path !== cookie.path);
    if (cookie.value) jar.push(cookie);
  };
  const request = async (url: string, init: RequestInit = {}) => {
    const target = new URL(url, origin);
    const sent = jar.filter(({ path }) => target.pathname.startsWith(path));
    const headers = new Headers(init.headers);
    if (sent.length > 0) headers.set("cookie", sent.map(({ name, value }) => `${name}=${value}`).join("; "));
    const response = await fetch(target, { ...init, headers, redirect: "manual" });
    response.headers.getSetCookie().map(parseCookie).forEach(put);
    return response;
  };
  const sameSite = { "sec-fetch-site": "same-origin", origin };
  const browser: CookieBrowser = {
    get: (url) => request(url, { headers: { accept: "text/html" } }),
    post: (url, form = {}, headers = sameSite) =>
      request(url, { method: "POST", headers, body: new URLSearchParams(form) }),
    send: (method, url, headers = sameSite, json) =>
      json === undefined
        ? request(url, { method, headers })
        : request(url, { method, headers: { "content-type": "application/json", ...headers }, body: json }),
    async follow(response, until) {
      const location = response.headers.get("location");
      if (!location) throw new Error(`No redirect but ${response.status} from ${response.url}`);
      const target = new URL(location, origin);
      const path = target.origin === origin ? target.pathname + target.search : target.href;
      return until(path) ? path : browser.follow(await browser.get(path), until);
    },
    cookie: (name) => jar.find((cookie) => cookie.name === name)?.value,
    plant: (name, value) => put({ name, value, path: "/" }),
  };
  return browser;
}

function parseCookie(header: string): Cookie {
  const [pair = "", ...attributes] = header.split(";").map((part) => part.trim());
  const name = pair.slice(0, pair.indexOf("="));
  const value = pair.slice(pair.indexOf("=") + 1);
  const path = attributes.find((attribute) => /^path=/i.test(attribute))?.slice("path=".length) ?? "/";
  const removed = attributes.some((attribute) => /^expires=Thu, 01 Jan 1970/i.test(attribute));
  return { name, value: removed ? "" : value, path };
}
