import * as oidc from "openid-client";
import { DomainError } from "../platform/domain-error.ts";
import type { OidcProviderSettings } from "../platform/oidc-settings.ts";

/** An identity provider, and how it is spoken to. */
export type OidcProvider = OidcProviderSettings & {
  /** Only for the development provider on plain http. */
  readonly allowInsecureRequests?: boolean;
};

/** Every provider people sign in by. Each is discovered when first needed, so that none can hinder the start. */
export interface OidcProviders {
  readonly list: readonly OidcProvider[];
  /** @throws DomainError `not_found` for one that isn't configured. */
  find(providerId: string): {
    readonly provider: OidcProvider;
    /** What the provider publishes of itself (OpenID Connect Discovery 1.0). Rejects when it can't be reached. */
    readonly discover: () => Promise<oidc.Configuration>;
  };
}

const TIMEOUT_SECONDS = 5;

export function createOidcProviders(list: readonly OidcProvider[]): OidcProviders {
  const known = new Map(list.map((provider) => [provider.id, { provider, discover: once(provider) }]));
  return {
    list,
    find(providerId) {
      const found = known.get(providerId);
      if (!found) throw new DomainError("not_found", "Det sättet att logga in finns inte.");
      return found;
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
