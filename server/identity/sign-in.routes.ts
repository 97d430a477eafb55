import { Router } from "express";
import type { Request, Response } from "express";
import { z } from "zod";
import type { Clock } from "../platform/clock.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { BrowserSessions } from "./browser-sessions.routes.ts";
import type { IdentifyPerson } from "./identify-person.ts";
import type { OidcClient } from "./oidc-client.ts";
import type { OidcProviders } from "./oidc-providers.ts";
import { safeReturnPath } from "./return-path.ts";
import { isAbandoned } from "./session-content.ts";
import type { SignInAttempt } from "./session-content.ts";

/**
 * Why a sign-in came to nothing. `unknown_person`: the provider vouches for somebody who isn't known here.
 * `expired`: it took too long, was answered before, or was not begun in this browser. `too_weak`: by less than is asked for.
 */
type SignInError = "unknown_person" | "cancelled" | "expired" | "too_weak" | "unavailable";

interface Needs {
  oidc: OidcClient;
  providers: OidcProviders;
  sessions: BrowserSessions;
  identifyPerson: IdentifyPerson;
  publicUrl: URL;
  clock: Clock;
}

const LoginQuery = z.object({
  provider: z.string().catch(""),
  returnTo: z.unknown().optional(),
  /** To show anew who one is, for what is most sensitive. */
  fresh: z.unknown().optional(),
});

/** The page that each kind of person signs in on, and is told there what went wrong. */
const SIGN_IN_PAGE = { staff: "/logga-in", individual: "/mina-moten" } as const;

/**
 * Sign-in by OpenID Connect: `GET /auth/login?provider=<id>&returnTo=<path>` sends the browser to the provider,
 * `GET /auth/callback` takes it back, `POST /auth/logout` signs out here and at the provider, without script. What goes wrong is
 * told on the sign-in page, which can try again: `/logga-in?error=<SignInError>&returnTo=<path>`.
 *
 * @throws DomainError `not_found` for a provider that isn't configured.
 */
export function createSignInRoutes(needs: Needs): Router {
  const { providers, sessions } = needs;
  const router = Router();
  router.get("/auth/login", async (request, response) => {
    const { provider, returnTo, fresh } = LoginQuery.parse(request.query);
    const page = SIGN_IN_PAGE[providers.find(provider).provider.kind];
    const path = safeReturnPath(returnTo);
    const begun = begin(needs, request, { provider, returnTo: path, isFresh: fresh !== undefined });
    await go(response, { page, returnTo: path }, begun);
  });
  router.get("/auth/callback", async (request, response) => {
    const attempt = await sessions.takeSignIn(request);
    const page = attempt ? SIGN_IN_PAGE[providers.find(attempt.provider).provider.kind] : SIGN_IN_PAGE.staff;
    await go(response, { page, returnTo: attempt?.returnTo ?? "/" }, complete(needs, request, attempt));
  });
  router.post("/auth/logout", async (request, response) => {
    const { staff, individual } = request.session;
    const signIn = (staff ?? individual)?.signIn;
    const page = `${SIGN_IN_PAGE[individual && !staff ? "individual" : "staff"]}?signedOut`;
    await sessions.end(request, response);
    const atProvider = signIn && (await endSessionAt(needs, signIn, page));
    response.redirect(303, atProvider?.href ?? page);
  });
  return router;
}

/** Gives the provider's address to go to. */
async function begin(
  { oidc, sessions, clock }: Needs,
  request: Request,
  { provider, returnTo, isFresh }: Pick<SignInAttempt, "provider" | "returnTo" | "isFresh">,
) {
  const { url, ...proof } = await oidc.begin(provider, isFresh);
  const startedAt = clock.now().toISOString();
  await sessions.beginSignIn(request, { ...proof, provider, returnTo, isFresh, startedAt });
  return url.href;
}

/** Gives the path to go to, or why the browser is not signed in. */
async function complete(needs: Needs, request: Request, attempt: SignInAttempt | undefined) {
  if (!attempt || isAbandoned(attempt, needs.clock.now())) return { error: "expired" } as const;
  const outcome = await needs.oidc.complete(attempt, queryOf(request));
  if (outcome.kind !== "identified") return { error: outcome.kind };
  const through = { provider: attempt.provider, userAgent: request.get("User-Agent") };
  const gained = await needs.identifyPerson(outcome, through);
  if (!gained) return { error: "unknown_person" } as const;
  await needs.sessions.signIn(request, gained);
  return attempt.returnTo;
}

/** Where the provider ends its own session; nothing for one that isn't configured any more. */
async function endSessionAt(
  { oidc, publicUrl }: Needs,
  { provider, providerSession }: { provider: string; providerSession: string | null },
  page: string,
): Promise<URL | undefined> {
  try {
    return await oidc.endSessionUrl(provider, new URL(page, publicUrl), providerSession);
  } catch (error) {
    if (error instanceof DomainError) return undefined;
    throw error;
  }
}

/** The query as it was sent, so that a parameter given twice is seen as such. */
function queryOf(request: Request): URLSearchParams {
  const start = request.originalUrl.indexOf("?");
  return new URLSearchParams(start < 0 ? "" : request.originalUrl.slice(start));
}

async function go(
  response: Response,
  onFailure: { page: string; returnTo: string },
  destination: Promise<string | { error: SignInError }>,
) {
  const found = await destination.catch(unavailable);
  const target = typeof found === "string" ? found : failurePage(onFailure, found.error);
  response.set("Cache-Control", "no-store").redirect(target);
}

/** A person on their way in is shown the sign-in page, not a problem document. */
function unavailable(error: unknown): { error: SignInError } {
  if (error instanceof DomainError && error.code === "unavailable") return { error: "unavailable" };
  throw error;
}

function failurePage({ page, returnTo }: { page: string; returnTo: string }, error: SignInError): string {
  const query = new URLSearchParams(returnTo === "/" || returnTo === page ? { error } : { error, returnTo });
  return `${page}?${query.toString()}`;
}
