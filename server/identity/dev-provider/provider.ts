import { generateKeyPairSync, randomBytes } from "node:crypto";
import { Provider } from "oidc-provider";
import type { ClientMetadata, Configuration, JWK, KoaContextWithOIDC } from "oidc-provider";
import { ASSURANCE_LEVEL_3 } from "../../platform/oidc-settings.ts";
import { PERSONNUMMER_CLAIM, type DevAudience } from "./audience.ts";
import { createMemoryAdapter } from "./memory-adapter.ts";
import { pagePolicy, renderFailure } from "./sign-in-page.ts";

/** Where the development provider lives below the public address. */
export const DEV_PROVIDER_PATH = "/dev/oidc";
export const STYLESHEET_PATH = `${DEV_PROVIDER_PATH}/sign-in-page.css`;

const MINUTE_SECONDS = 60;

/**
 * oidc-provider for development: everything in memory, keys made at the start, no consent page, no memory of who
 * signed in. Its issuer is `<publicUrl>/dev/oidc`.
 */
export function createProvider(publicUrl: URL, audiences: readonly DevAudience[]): Provider {
  const issuer = new URL(DEV_PROVIDER_PATH, publicUrl).href;
  const provider = new Provider(issuer, {
    ...lifetimes,
    adapter: createMemoryAdapter(),
    clients: audiences.map((audience) => clientOf(audience, publicUrl)),
    jwks: { keys: [createSigningKey()] },
    cookies: { keys: [randomBytes(32).toString("base64url")] },
    acrValues: [ASSURANCE_LEVEL_3],
    claims: { openid: ["sub", "agency", "office", "role", PERSONNUMMER_CLAIM], profile: ["name"], acr: null },
    // The claims stand in the ID token itself, so that signing in takes no further request.
    conformIdTokenClaims: false,
    responseTypes: ["code"],
    pkce: { required: () => true },
    clientBasedCORS: () => false,
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true } },
    interactions: { url: (_context, interaction) => `${DEV_PROVIDER_PATH}/interaction/${interaction.uid}` },
    loadExistingGrant: grantEverything,
    renderError: (context) => showFailure(context, publicUrl),
    findAccount: async (context, subject) => {
      const person = await findPerson(audiences, context.oidc.client?.clientId, subject);
      return (
        person && {
          accountId: subject,
          claims: () => ({ sub: subject, name: person.name, ...person.claims }),
        }
      );
    },
  });
  // Behind a proxy that ends TLS the provider's own addresses shall begin with https too.
  provider.proxy = publicUrl.protocol === "https:";
  return provider;
}

/** A person of the audience that belongs to a client; nobody of any other. */
export async function findPerson(audiences: readonly DevAudience[], clientId: unknown, subject: string) {
  const people = (await findAudience(audiences, clientId)?.listPeople()) ?? [];
  return people.find((person) => person.subject === subject);
}

export function findAudience(audiences: readonly DevAudience[], clientId: unknown): DevAudience | undefined {
  return audiences.find((audience) => audience.clientId === clientId);
}

/** What `interactionFinished` is told when somebody has chosen a person. */
export function chosen(subject: string) {
  return { login: { accountId: subject, acr: ASSURANCE_LEVEL_3, remember: false } };
}

const lifetimes: Pick<Configuration, "ttl" | "expiresWithSession"> = {
  // The sessions are never found again, so nothing may depend on them.
  expiresWithSession: () => false,
  ttl: {
    AccessToken: 5 * MINUTE_SECONDS,
    AuthorizationCode: MINUTE_SECONDS,
    Grant: 10 * MINUTE_SECONDS,
    IdToken: 5 * MINUTE_SECONDS,
    Interaction: 10 * MINUTE_SECONDS,
    Session: 10 * MINUTE_SECONDS,
  },
};

function clientOf({ clientId, clientSecret, signedOutPath }: DevAudience, publicUrl: URL): ClientMetadata {
  return {
    client_id: clientId,
    client_secret: clientSecret,
    redirect_uris: [new URL("/auth/callback", publicUrl).href],
    post_logout_redirect_uris: [new URL(signedOutPath, publicUrl).href],
    response_types: ["code"],
    grant_types: ["authorization_code"],
    id_token_signed_response_alg: "ES256",
    token_endpoint_auth_method: "client_secret_basic",
  };
}

function createSigningKey(): JWK {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return { ...privateKey.export({ format: "jwk" }), kty: "EC", alg: "ES256", use: "sig" };
}

/** Samtid and the provider belong together: nobody is asked whether one may tell the other who they are. */
async function grantEverything({ oidc }: KoaContextWithOIDC) {
  const grant = new oidc.provider.Grant({
    accountId: oidc.session?.accountId,
    clientId: oidc.client?.clientId,
  });
  grant.addOIDCScope("openid profile");
  await grant.save();
  return grant;
}

function showFailure(context: KoaContextWithOIDC, publicUrl: URL): void {
  context.set("Content-Security-Policy", pagePolicy(publicUrl));
  context.type = "html";
  context.body = renderFailure({ stylesheet: STYLESHEET_PATH });
}
