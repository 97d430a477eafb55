import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { Router, type Request, type Response } from "express";
import { clientProduct } from "./client-product.ts";
import { isUnchanged } from "./conditional-request.ts";
import type { ServedFeed, ServeFeed } from "./serve-feed.ts";

const compress = promisify(gzip);

/** On refusals too: an address that is a secret must neither be indexed nor passed on. */
const DISCREET = { "X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer" };

/**
 * `GET|HEAD /calendar/<token>.ics`: a feed for whoever has its address. Mounted before sessions and any log of
 * requests: it knows no cookies, and its path holds a secret. It compresses by itself, since each encoding needs an
 * entity tag of its own (RFC 9110 §8.8.3.3).
 */
export function createFeedAddressRoutes({ serveFeed }: { serveFeed: ServeFeed }): Router {
  const router = Router();
  router.get("/calendar/:token.ics", async (request, response) => {
    response.set(DISCREET);
    const by = clientProduct(request.get("User-Agent"));
    await answer(request, response, await serveFeed({ token: request.params.token, by }));
  });
  return router;
}

async function answer(request: Request, response: Response, feed: ServedFeed): Promise<void> {
  const zips = request.acceptsEncodings(["gzip", "identity"]) === "gzip";
  const tags = { identity: feed.entityTag, gzip: feed.entityTag.replace(/"$/, '.gzip"') };
  response.set({
    ETag: zips ? tags.gzip : tags.identity,
    "Last-Modified": feed.modifiedAt.toUTCString(),
    "Cache-Control": "private, max-age=300",
    Vary: "Accept-Encoding",
  });
  const conditions = {
    ifNoneMatch: request.get("If-None-Match"),
    ifModifiedSince: request.get("If-Modified-Since"),
  };
  if (isUnchanged(conditions, { entityTags: Object.values(tags), modifiedAt: feed.modifiedAt })) {
    response.status(304).end();
    return;
  }
  const body = zips ? await compress(feed.content) : Buffer.from(feed.content);
  if (zips) response.set("Content-Encoding", "gzip");
  response.set({
    "Content-Type": "text/calendar; charset=utf-8",
    "Content-Disposition": 'inline; filename="moten.ics"',
    "Content-Length": String(body.length),
  });
  response.end(body);
}
