import type { IncomingHttpHeaders } from "node:http";
import type { RequestHandler } from "express";
import { DomainError } from "../platform/domain-error.ts";

const HARMLESS = new Set(["GET", "HEAD", "OPTIONS"]);

interface OwnSite {
  publicUrl: URL;
  /** The session cookie: a request that carries it speaks with somebody's rights. */
  cookieName: string;
}

/**
 * Refuses changes that another site makes a browser ask for (CSRF). Browsers say where a request comes from in
 * `Sec-Fetch-Site` or, where that is missing, in `Origin`; neither can be set by a page.
 *
 * @throws DomainError `not_allowed`
 */
export function createSameOriginGuard(site: OwnSite): RequestHandler {
  return (request, _response, next) => {
    if (!HARMLESS.has(request.method) && !isOwnRequest(request.headers, site)) {
      throw new DomainError("not_allowed", "Begäran kom från en annan webbplats och utfördes inte.");
    }
    next();
  };
}

/** Whether a request was made by our own pages, or by a program that has no session to misuse. */
export function isOwnRequest(headers: IncomingHttpHeaders, { publicUrl, cookieName }: OwnSite): boolean {
  const fetchSite = headers["sec-fetch-site"];
  if (fetchSite !== undefined) return fetchSite === "same-origin" || fetchSite === "none";
  if (headers.origin !== undefined) return headers.origin === publicUrl.origin;
  return !hasCookie(headers.cookie ?? "", cookieName);
}

function hasCookie(header: string, name: string): boolean {
  return header.split(";").some((pair) => pair.split("=")[0]?.trim() === name);
}
