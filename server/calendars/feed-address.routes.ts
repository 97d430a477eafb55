import { Router, type Request, type Response } from "express";
import { clientProduct } from "./client-product.ts";
import { isUnchanged } from "./conditional-request.ts";
import type { Fetch } from "./fetch-feed.ts";
import type { ServedFeed, ServeFeed } from "./serve-feed.ts";
import type { ServeFreeBusy } from "./serve-free-busy.ts";

/** On refusals too: an address that is a secret must neither be indexed nor passed on. */
const DISCREET = {
  "X-Robots-Tag": "noindex",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
};
const CALENDAR = "text/calendar; charset=utf-8";
const FRESH = "private, max-age=300";

/**
 * `GET|HEAD /calendar/<token>.ics`, a feed for whoever has its address, and `/calendar/<token>.ifb?start&end`, when its owner is
 * busy. Mounted before all else: it knows no cookies, its path holds a secret that no log may have, and it has no use of the
 * headers and the compression of pages, which take time. It compresses by itself, since each encoding needs an entity tag of
 * its own (RFC 9110 §8.8.3.3).
 */
export function createFeedAddressRoutes({
  serveFeed,
  serveFreeBusy,
}: {
  serveFeed: ServeFeed;
  serveFreeBusy: ServeFreeBusy;
}): Router {
  const router = Router();
  router.get("/calendar/:token.ics", async (request, response) => {
    response.set(DISCREET);
    await answer(request, response, await serveFeed(fetchOf(request)));
  });
  router.get("/calendar/:token.ifb", async (request, response) => {
    response.set(DISCREET);
    const content = await serveFreeBusy(fetchOf(request), request.query);
    response.set({
      "Cache-Control": FRESH,
      "Content-Type": CALENDAR,
      "Content-Disposition": 'inline; filename="upptaget.ifb"',
    });
    response.end(content);
  });
  return router;
}

function fetchOf(request: Request<{ token: string }>): Fetch {
  return { token: request.params.token, by: clientProduct(request.get("User-Agent")) };
}

async function answer(request: Request, response: Response, feed: ServedFeed): Promise<void> {
  const zips = request.acceptsEncodings(["gzip", "identity"]) === "gzip";
  const tags = { identity: feed.entityTag, gzip: feed.entityTag.replace(/"$/, '.gzip"') };
  response.set({
    ETag: zips ? tags.gzip : tags.identity,
    "Last-Modified": feed.modifiedAt.toUTCString(),
    "Cache-Control": FRESH,
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
  const body = zips ? await feed.zipped() : feed.content;
  if (zips) response.set("Content-Encoding", "gzip");
  response.set({
    "Content-Type": CALENDAR,
    "Content-Disposition": 'inline; filename="moten.ics"',
    "Content-Length": String(body.length),
  });
  response.end(body);
}
