import { Router } from "express";
import type { Request, Response } from "express";
import { z } from "zod";
import type { OrganisationId } from "../people/people.contract.ts";
import type { Clock } from "../platform/clock.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { BrowserSessions } from "./browser-sessions.routes.ts";
import type { StaffIdentity } from "./load-actors.ts";
import type { OidcClient } from "./oidc-client.ts";
import { safeReturnPath } from "./return-path.ts";
import { isAbandoned } from "./session-content.ts";
import type { SignInAttempt } from "./session-content.ts";

/** Finds the active handläggare whom an agency's identity provider knows by this subject. */
export type FindStaffBySubject = (known: {
  organisationId: OrganisationId;
  subject: string;
}) => Promise<StaffIdentity | undefined>;

/**
 * Why a sign-in came to nothing. `unknown_person`: the agency vouches for somebody who has no account here.
 * `expired`: it took too long, was answered before, or was not begun in this browser.
 */
type SignInError = "unknown_person" | "cancelled" | "expired" | "unavailable";

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
 * sign-in page, which can try again: `/logga-in?error=<SignInError>&returnTo=<path>`.
 *
 * @throws DomainError `not_found` for a provider that isn't configured.
 */
export function createSignInRoutes(needs: Needs): Router {
  const router = Router();
  router.get("/auth/login", async (request, response) => {
    const { provider, returnTo } = LoginQuery.parse(request.query);
    const path = safeReturnPath(returnTo);
    await go(response, path, begin(needs, request, provider, path));
  });
  router.get("/auth/callback", async (request, response) => {
    const attempt = await needs.sessions.takeSignIn(request);
    await go(response, attempt?.returnTo ?? "/", complete(needs, request, attempt));
  });
  router.post("/auth/logout", async (request, response) => {
    await needs.sessions.end(request, response);
    response.redirect(303, "/logga-in?signedOut");
  });
  return router;
}

/** Gives the provider's address to go to. */
async function begin({ oidc, sessions, clock }: Needs, request: Request, provider: string, returnTo: string) {
  const { url, ...proof } = await oidc.begin(provider);
  const startedAt = clock.now().toISOString();
  await sessions.beginSignIn(request, { ...proof, provider, returnTo, startedAt });
  return url.href;
}

/** Gives the path to go to, or why the browser is not signed in. */
async function complete(needs: Needs, request: Request, attempt: SignInAttempt | undefined) {
  if (!attempt || isAbandoned(attempt, needs.clock.now())) return { error: "expired" } as const;
  const outcome = await needs.oidc.complete(attempt, queryOf(request));
  if (outcome.kind !== "identified") return { error: outcome.kind };
  const staff = await needs.findStaffBySubject(outcome);
  if (!staff) return { error: "unknown_person" } as const;
  await needs.sessions.signIn(request, { personId: staff.personId, organisationId: staff.organisationId });
  return attempt.returnTo;
}

/** The query as it was sent, so that a parameter given twice is seen as such. */
function queryOf(request: Request): URLSearchParams {
  const start = request.originalUrl.indexOf("?");
  return new URLSearchParams(start < 0 ? "" : request.originalUrl.slice(start));
}

async function go(
  response: Response,
  returnTo: string,
  destination: Promise<string | { error: SignInError }>,
) {
  const found = await destination.catch(unavailable);
  const target = typeof found === "string" ? found : signInPage(found.error, returnTo);
  response.set("Cache-Control", "no-store").redirect(target);
}

/** A person on their way in is shown the sign-in page, not a problem document. */
function unavailable(error: unknown): { error: SignInError } {
  if (error instanceof DomainError && error.code === "unavailable") return { error: "unavailable" };
  throw error;
}

function signInPage(error: SignInError, returnTo: string): string {
  const query = new URLSearchParams(returnTo === "/" ? { error } : { error, returnTo });
  return `/logga-in?${query.toString()}`;
}
