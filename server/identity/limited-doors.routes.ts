import { Router, type Request, type RequestHandler } from "express";
import type { RateLimitName } from "../platform/limit-settings.ts";
import { addressBlock } from "../platform/limits/address-block.ts";
import type { RateLimiter } from "../platform/limits/rate-limiter.ts";
import { requireStaff } from "./authenticate.routes.ts";

/**
 * The doors that are knocked on no more than so often by one address, or by one account; mounted before them. Reading one's own is
 * not among them. A link and a code are counted where they are opened, since only there is it known whether they open.
 */
export function createLimitedDoors(limiter: Pick<RateLimiter, "take">): Router {
  const router = Router();
  router.get(["/auth/login", "/auth/callback"], perAddress(limiter, "signIn"));
  router.post("/auth/backchannel-logout", perAddress(limiter, "signIn"));
  router.post("/api/v1/invitation-sessions", perAddress(limiter, "linkOpening"));
  router.post(["/api/v1/case-searches", "/api/v1/cases"], perAccount(limiter, "search"));
  return router;
}

/** Whom a request counts against where nobody is signed in. */
export function addressOf(request: Pick<Request, "ip">): string {
  return addressBlock(request.ip ?? "");
}

function perAddress(limiter: Pick<RateLimiter, "take">, name: RateLimitName): RequestHandler {
  return async (request, _response, next) => {
    await limiter.take(name, addressOf(request));
    next();
  };
}

function perAccount(limiter: Pick<RateLimiter, "take">, name: RateLimitName): RequestHandler {
  return async (_request, response, next) => {
    await limiter.take(name, requireStaff(response).personId);
    next();
  };
}
