import { createRemoteJWKSet, decodeJwt, jwtVerify, type JWTPayload } from "jose";
import { z } from "zod";
import type { OidcProviders } from "./oidc-providers.ts";

/** What a provider says has ended. */
export interface LogoutToken {
  readonly provider: string;
  readonly subject: string | undefined;
  readonly providerSession: string | undefined;
  /** What was begun later than this is another matter. */
  readonly endedAt: Date;
}

/** Reads a logout token; nothing for one that isn't what it should be, whatever is wrong with it. */
export type ReadLogoutToken = (token: string) => Promise<LogoutToken | undefined>;

/** OpenID Connect Back-Channel Logout 1.0, section 2.6: what a logout token has to hold. */
const Claims = z
  .looseObject({
    sub: z.string().min(1).max(255).optional(),
    sid: z.string().min(1).max(255).optional(),
    iat: z.number(),
    jti: z.string().min(1),
    events: z.looseObject({ "http://schemas.openid.net/event/backchannel-logout": z.looseObject({}) }),
    nonce: z.undefined().optional(),
  })
  .refine(({ sub, sid }) => sub !== undefined || sid !== undefined);

const LARGEST_TOKEN = 8192;
const OLDEST_TOKEN_SECONDS = 120;
/** How much the provider's clock may differ from ours. */
const CLOCK_SKEW_SECONDS = 5;
/** Never `none` and no shared secrets: only the provider holds the key. */
const ALGORITHMS = ["RS256", "PS256", "ES256", "EdDSA"];

/**
 * Which provider is meant is told by issuer and audience, before the signature says whether it is true. A token sent again ends
 * nothing more: what was begun after it was issued stays.
 */
export function createReadLogoutToken(providers: OidcProviders): ReadLogoutToken {
  const keysOf = new Map<string, ReturnType<typeof createRemoteJWKSet>>();

  async function verify(providerId: string, token: string): Promise<JWTPayload> {
    const { provider, discover } = providers.find(providerId);
    const { jwks_uri, issuer } = (await discover()).serverMetadata();
    if (!jwks_uri) throw new Error("The provider publishes no keys");
    const keys = keysOf.get(providerId) ?? createRemoteJWKSet(new URL(jwks_uri));
    keysOf.set(providerId, keys);
    const { payload } = await jwtVerify(token, keys, {
      issuer,
      audience: provider.clientId,
      algorithms: ALGORITHMS,
      maxTokenAge: OLDEST_TOKEN_SECONDS,
      clockTolerance: CLOCK_SKEW_SECONDS,
    });
    return payload;
  }
  return async (token) => {
    if (token.length > LARGEST_TOKEN) return undefined;
    try {
      const { iss, aud } = decodeJwt(token);
      const meant = providers.list.find(
        ({ issuer, clientId }) => issuer === iss && [aud].flat().includes(clientId),
      );
      const claims = meant && Claims.safeParse(await verify(meant.id, token));
      if (!meant || !claims?.success) return undefined;
      const { sub, sid, iat } = claims.data;
      return {
        provider: meant.id,
        subject: sub,
        providerSession: sid,
        endedAt: new Date((iat + CLOCK_SKEW_SECONDS) * 1000),
      };
    } catch {
      return undefined;
    }
  };
}
