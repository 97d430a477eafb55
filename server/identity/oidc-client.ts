import * as oidc from "openid-client";
import { z } from "zod";
import type { OrganisationId } from "../people/people.contract.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { Logger } from "../platform/logger.ts";
import { classifyOidcFailure } from "./oidc-failure.ts";
import type { SignInAttempt } from "./session-content.ts";

/** An identity provider that vouches for one agency's staff. */
export interface OidcProvider {
  /** Named in `/auth/login?provider=`. */
  readonly id: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly organisationId: OrganisationId;
  /** Only for the development provider on plain http. */
  readonly allowInsecureRequests?: boolean;
}

/** How a sign-in ended. `expired`: stale, replayed or not begun in this browser; to be begun again. */
export type SignInOutcome =
  | { readonly kind: "identified"; readonly organisationId: OrganisationId; readonly subject: string }
  | { readonly kind: "cancelled" }
  | { readonly kind: "expired" };

type Proof = Pick<SignInAttempt, "state" | "nonce" | "codeVerifier">;

/** Speaks OpenID Connect Core 1.0, authorization code flow with PKCE (RFC 7636), state and nonce. */
export interface OidcClient {
  /** @throws DomainError `not_found` for a provider that isn't configured, `unavailable` if it can't be reached. */
  begin(providerId: string): Promise<Proof & { readonly url: URL }>;
  /**
   * @param query what the provider sent the browser back with
   * @throws DomainError as `begin`
   */
  complete(attempt: Proof & { readonly provider: string }, query: URLSearchParams): Promise<SignInOutcome>;
}

interface Needs {
  providers: readonly OidcProvider[];
  /** The registered redirection address, `<publicUrl>/auth/callback`. */
  redirectUri: URL;
  logger: Logger;
}

const TIMEOUT_SECONDS = 5;
const Claims = z.object({ sub: z.string().min(1).max(255), agency: z.string() });

/** A client of several providers. Each is discovered when first needed, so that none can hinder the start. */
export function createOidcClient({ providers, redirectUri, logger }: Needs): OidcClient {
  const configured = new Map(
    providers.map((provider) => [provider.id, { provider, discover: once(provider) }]),
  );
  const find = (providerId: string) => {
    const found = configured.get(providerId);
    if (!found) throw new DomainError("not_found", "Det sättet att logga in finns inte.");
    return found;
  };
  const unavailable = (providerId: string, error: unknown) => {
    logger.warn({ providerId, failure: describe(error) }, "the identity provider failed");
    return new DomainError("unavailable", "Det går inte att logga in just nu. Försök igen om en stund.");
  };
  return {
    async begin(providerId) {
      const { discover } = find(providerId);
      const configuration = await discover().catch((error: unknown) => {
        throw unavailable(providerId, error);
      });
      const proof = {
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
        codeVerifier: oidc.randomPKCECodeVerifier(),
      };
      return { ...proof, url: await authorizationUrl(configuration, redirectUri, proof) };
    },
    async complete(attempt, query) {
      const { provider, discover } = find(attempt.provider);
      const callback = new URL(`?${query.toString()}`, redirectUri);
      try {
        return identify(provider, await exchange(await discover(), callback, attempt));
      } catch (error) {
        const kind = classifyOidcFailure(error);
        if (kind === "unavailable") throw unavailable(provider.id, error);
        return { kind };
      }
    },
  };
}

/** Discovers at the first call and remembers; a failure is forgotten, so that the next call tries again. */
function once(provider: OidcProvider): () => Promise<oidc.Configuration> {
  let discovered: Promise<oidc.Configuration> | undefined;
  return () => {
    discovered ??= discover(provider).catch((error: unknown) => {
      discovered = undefined;
      throw error;
    });
    return discovered;
  };
}

function discover({ issuer, clientId, clientSecret, allowInsecureRequests }: OidcProvider) {
  // The ID token's signature is checked although it comes straight from the token endpoint.
  const execute = [oidc.enableNonRepudiationChecks];
  if (allowInsecureRequests) execute.push(oidc.allowInsecureRequests);
  return oidc.discovery(new URL(issuer), clientId, undefined, oidc.ClientSecretBasic(clientSecret), {
    execute,
    timeout: TIMEOUT_SECONDS,
  });
}

async function authorizationUrl(
  configuration: oidc.Configuration,
  redirectUri: URL,
  proof: Proof,
): Promise<URL> {
  return oidc.buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri.href,
    scope: "openid profile",
    state: proof.state,
    nonce: proof.nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(proof.codeVerifier),
    code_challenge_method: "S256",
  });
}

async function exchange(configuration: oidc.Configuration, callback: URL, proof: Proof): Promise<unknown> {
  const tokens = await oidc.authorizationCodeGrant(configuration, callback, {
    expectedState: proof.state,
    expectedNonce: proof.nonce,
    pkceCodeVerifier: proof.codeVerifier,
    idTokenExpected: true,
  });
  return tokens.claims();
}

/** The agency is decided by whose provider answered; a claim of another agency means a provider set up wrongly. */
function identify({ organisationId }: OidcProvider, idToken: unknown): SignInOutcome {
  const claims = Claims.parse(idToken);
  if (claims.agency !== organisationId) throw new Error("The provider vouches for another agency");
  return { kind: "identified", organisationId, subject: claims.sub };
}

/** Messages and OAuth error codes carry no values; `cause` can, and is left out. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  return "error" in error ? `${error.message}: ${String(error.error)}` : error.message;
}
