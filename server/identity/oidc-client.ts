import * as oidc from "openid-client";
import { DomainError } from "../platform/domain-error.ts";
import type { Logger } from "../platform/logger.ts";
import { classifyOidcFailure } from "./oidc-failure.ts";
import type { OidcProvider, OidcProviders } from "./oidc-providers.ts";
import type { SignInAttempt } from "./session-content.ts";
import { readClaims, type Vouched } from "./vouched-claims.ts";

/**
 * How a sign-in ended. `expired`: stale, replayed or not begun in this browser; to be begun again. `too_weak`: the person was
 * identified by less than what is asked for here.
 */
export type SignInOutcome =
  | ({ readonly kind: "identified" } & Vouched)
  | { readonly kind: "cancelled" }
  | { readonly kind: "expired" }
  | { readonly kind: "too_weak" };

type Proof = Pick<SignInAttempt, "state" | "nonce" | "codeVerifier">;
/** `isFresh`: the person has to show who they are now, however lately they did it at the provider. */
type Attempt = Proof & Pick<SignInAttempt, "provider" | "isFresh">;

/** Speaks OpenID Connect Core 1.0, authorization code flow with PKCE (RFC 7636), state, nonce and `iss` (RFC 9207). */
export interface OidcClient {
  /** @throws DomainError `not_found` for a provider that isn't configured, `unavailable` if it can't be reached. */
  begin(providerId: string, isFresh: boolean): Promise<Proof & { readonly url: URL }>;
  /**
   * @param query what the provider sent the browser back with
   * @throws DomainError as `begin`
   */
  complete(attempt: Attempt, query: URLSearchParams): Promise<SignInOutcome>;
  /**
   * Where the browser is sent to end the provider's session too (OpenID Connect RP-Initiated Logout 1.0); undefined when the
   * provider has no such address or can't be reached. It gets no ID token as a hint: that would put a personnummer in an address.
   *
   * @param backTo where the provider is to send the browser then; registered with it beforehand.
   */
  endSessionUrl(providerId: string, backTo: URL, providerSession: string | null): Promise<URL | undefined>;
}

interface Needs {
  providers: OidcProviders;
  /** The registered redirection address, `<publicUrl>/auth/callback`. */
  redirectUri: URL;
  logger: Logger;
}

/** Seconds since the person showed who they are, within which a fresh sign-in has to come back. */
const FRESH_SECONDS = 300;

/** A client of several providers. */
export function createOidcClient({ providers, redirectUri, logger }: Needs): OidcClient {
  const unavailable = (providerId: string, error: unknown) => {
    logger.warn({ providerId, failure: describe(error) }, "the identity provider failed");
    return new DomainError("unavailable", "Det går inte att logga in just nu. Försök igen om en stund.");
  };
  return {
    async begin(providerId, isFresh) {
      const { provider, discover } = providers.find(providerId);
      const configuration = await discover().catch((error: unknown) => {
        throw unavailable(providerId, error);
      });
      const proof = {
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
        codeVerifier: oidc.randomPKCECodeVerifier(),
      };
      const challenge = await oidc.calculatePKCECodeChallenge(proof.codeVerifier);
      const asked = { ...parametersOf(provider, isFresh), redirect_uri: redirectUri.href };
      return { ...proof, url: authorizationUrl(configuration, asked, { ...proof, challenge }) };
    },
    async complete(attempt, query) {
      const { provider, discover } = providers.find(attempt.provider);
      const callback = new URL(`?${query.toString()}`, redirectUri);
      try {
        const vouched = readClaims(provider, await exchange(await discover(), callback, attempt));
        return vouched === "too_weak" ? { kind: vouched } : { kind: "identified", ...vouched };
      } catch (error) {
        const kind = classifyOidcFailure(error);
        if (kind === "unavailable") throw unavailable(provider.id, error);
        return { kind };
      }
    },
    async endSessionUrl(providerId, backTo, providerSession) {
      const configuration = await providers
        .find(providerId)
        .discover()
        .catch(() => undefined);
      if (!configuration?.serverMetadata().end_session_endpoint) return undefined;
      return oidc.buildEndSessionUrl(configuration, {
        post_logout_redirect_uri: backTo.href,
        ...(providerSession && { logout_hint: providerSession }),
      });
    },
  };
}

function parametersOf({ assurance }: OidcProvider, isFresh: boolean): Record<string, string> {
  return {
    scope: "openid profile",
    ...(assurance.length > 0 && { acr_values: assurance.join(" ") }),
    ...(isFresh && { prompt: "login", max_age: String(FRESH_SECONDS) }),
  };
}

function authorizationUrl(
  configuration: oidc.Configuration,
  asked: Record<string, string>,
  { state, nonce, challenge }: { state: string; nonce: string; challenge: string },
): URL {
  return oidc.buildAuthorizationUrl(configuration, {
    ...asked,
    state,
    nonce,
    code_challenge: challenge,
    code_challenge_method: "S256",
  });
}

async function exchange(
  configuration: oidc.Configuration,
  callback: URL,
  attempt: Attempt,
): Promise<unknown> {
  const tokens = await oidc.authorizationCodeGrant(configuration, callback, {
    expectedState: attempt.state,
    expectedNonce: attempt.nonce,
    pkceCodeVerifier: attempt.codeVerifier,
    idTokenExpected: true,
    ...(attempt.isFresh && { maxAge: FRESH_SECONDS }),
  });
  return tokens.claims();
}

/** Messages and OAuth error codes carry no values; `cause` can, and is left out. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  return "error" in error ? `${error.message}: ${String(error.error)}` : error.message;
}
