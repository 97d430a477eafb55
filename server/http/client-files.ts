import { join } from "node:path";
import express, { Router } from "express";

const DIST = join(import.meta.dirname, "../../client/dist");
const YEAR_MS = 365 * 24 * 60 * 60_000;

/** The built client: files with a hash in their name are kept for ever, the page itself is always asked for anew. */
export function createClientFiles(): Router {
  const router = Router();
  router.use(
    "/assets",
    express.static(join(DIST, "assets"), { immutable: true, maxAge: YEAR_MS, fallthrough: false }),
  );
  router.use(express.static(DIST, { index: false, maxAge: 0 }));
  router.get("/{*path}", (request, response, next) => {
    if (/^\/(api|auth|calendar|dev\/(api|oidc)|socket\.io)(\/|$)/.test(request.path)) return next();
    response.set("Cache-Control", "no-cache").sendFile(join(DIST, "index.html"));
  });
  return router;
}
