import { constants } from "node:zlib";
import compression from "compression";
import express, { type Express, type RequestHandler, type Router } from "express";
import { DomainError } from "../platform/domain-error.ts";
import type { Logger } from "../platform/logger.ts";
import { createErrorHandler } from "./problem.ts";
import { createSecurityHeaders } from "./security-headers.ts";

const LARGEST_BODY = "64kb";

/** What the app is put together from, in the order in which a request meets it. */
export interface AppParts {
  readonly publicUrl: string;
  /** Other sites' addresses that a form of ours may lead to: where providers sign out. */
  readonly formTargets: readonly string[];
  readonly trustedProxies: readonly string[];
  /** Calendar feeds: they are asked for most, by programs, and set the headers they need themselves. */
  readonly bare: readonly Router[];
  /** Health, the development provider: they know no session. */
  readonly withoutSession: readonly (Router | RequestHandler)[];
  /** Refuses other sites, reads the session, finds out who is asking. */
  readonly identify: readonly RequestHandler[];
  readonly withSession: readonly Router[];
  /** The client's pages, for whatever nobody else answers. */
  readonly clientFiles: Router;
  readonly logger: Logger;
}

const SESSION_PATHS = ["/api", "/auth", "/dev/api", "/admin"];

/** The Express app. Every failure ends as problem+json. */
export function createApp(parts: AppParts): Express {
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.set("trust proxy", parts.trustedProxies.length > 0 ? [...parts.trustedProxies] : false);
  app.set("query parser", "simple");
  for (const part of parts.bare) app.use(part);
  app.use(createSecurityHeaders(parts));
  // Our answers are small: a tenth more to send costs less than the time to pack it harder.
  app.use(compression({ level: constants.Z_BEST_SPEED }));
  for (const part of parts.withoutSession) app.use(part);
  app.use(
    SESSION_PATHS,
    ...parts.identify,
    express.json({ limit: LARGEST_BODY, strict: false, inflate: false }),
  );
  for (const router of parts.withSession) app.use(router);
  app.use(parts.clientFiles);
  app.use(() => {
    throw new DomainError("not_found", "Det finns inget på den adressen.");
  });
  app.use(createErrorHandler(parts.logger));
  return app;
}
