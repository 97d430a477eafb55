import { Router } from "express";
import type { NextFunction, Request, Response } from "express";
import { z } from "zod";
import type { OrganisationId } from "../people/people.contract.ts";
import type { Clock } from "../platform/clock.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { BrowserSessions } from "./browser-sessions.routes.ts";
import type { StaffIdentity } from "./load-actors.ts";
import type { OidcClient } from "./oidc-client.ts";
import { safeReturnPath } from "./return-path.ts";
import { isAbandoned } from "./session-content.ts";
import type { SignInError } from "./sign-in.contract.ts";

/** Finds the active handläggare whom an agency's identity provider knows by this subject. */
export type FindStaffBySubject = (known: {
  organisationId: OrganisationId;
  subject: string;
}) => Promise<StaffIdentity | undefined>;

interface Needs {
  oidc: OidcClient;
  sessions: BrowserSessions;
  findStaffBySubject: FindStaffBySubject;
  clock: Clock;
}

const LoginQuery = z.object({ provider: z.string().catch(""), returnTo: z.unknown().optional() });

/**
 * Sign-in by OpenID Connect: `GET /auth/login?provider=<id>&returnTo=<path>` sends the browser to the provider,
 * `GET /auth/callback` takes it back, `POST /auth/logout` signs out without script. What goes wrong is told on the
 * sign-in page: `/logga-in?error=<SignInError>`.
 *
 * @throws DomainError `not_found` for a provider that isn't configured.
 */
export function createSignInRoutes(needs: Needs): Router {
  const router = Router();
  router.get("/auth/login", (request, response) => begin(needs, request, response));
  router.get("/auth/callback", (request, response) => complete(needs, request, response));
  router.post("/auth/logout", async (request, response) => {
    await needs.sessions.end(request, response);
    response.redirect(303, "/logga-in");
  });
  router.use("/auth", tellUnavailable);
  return router;
}

async function begin({ oidc, clock }: Needs, request: Request, response: Response): Promise<void> {
  const { provider, returnTo } = LoginQuery.parse(request.query);
  const { url, ...proof } = await oidc.begin(provider);
  request.session.signIn = {
    ...proof,
    provider,
    returnTo: safeReturnPath(returnTo),
    startedAt: clock.now().toISOString(),
  };
  go(response, url.href);
}

async function complete(needs: Needs, request: Request, response: Response): Promise<void> {
  const attempt = request.session.signIn;
  // Taken out first: an attempt is answered once, whatever the answer.
  delete request.session.signIn;
  if (!attempt || isAbandoned(attempt, needs.clock.now())) return refuse(response, "expired");
  const outcome = await needs.oidc.complete(attempt, queryOf(request));
  if (outcome.kind !== "identified") return refuse(response, outcome.kind);
  const staff = await needs.findStaffBySubject(outcome);
  if (!staff) return refuse(response, "unknown_person");
  await needs.sessions.signIn(request, { personId: staff.personId, organisationId: staff.organisationId });
  go(response, attempt.returnTo);
}

/** The query as it was sent, so that a parameter given twice is seen as such. */
function queryOf(request: Request): URLSearchParams {
  const start = request.originalUrl.indexOf("?");
  return new URLSearchParams(start < 0 ? "" : request.originalUrl.slice(start));
}

function refuse(response: Response, error: SignInError): void {
  go(response, `/logga-in?error=${error}`);
}

function go(response: Response, location: string): void {
  response.set("Cache-Control", "no-store").redirect(location);
}

/** A person on their way in is shown the sign-in page, not a problem document. */
function tellUnavailable(error: unknown, _request: Request, response: Response, next: NextFunction): void {
  if (error instanceof DomainError && error.code === "unavailable") refuse(response, "unavailable");
  else next(error);
}
