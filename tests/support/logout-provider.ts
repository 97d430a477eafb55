import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from "jose";

/** An identity provider as far as telling of sign-outs goes: its published keys, and logout tokens it signs. */
export interface LogoutProvider {
  readonly issuer: string;
  /** @param changes to what a logout token should hold; `undefined` leaves out. */
  sign(claims: JWTPayload, header?: { alg?: string; typ?: string }): Promise<string>;
  close(): void;
}

export async function startLogoutProvider(): Promise<LogoutProvider> {
  const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), alg: "ES256", use: "sig", kid: "k" };
  const server = createServer((request, response) => {
    response.setHeader("content-type", "application/json");
    response.end(
      JSON.stringify(
        request.url?.startsWith("/jwks")
          ? { keys: [jwk] }
          : {
              issuer,
              jwks_uri: `${issuer}/jwks`,
              authorization_endpoint: `${issuer}/auth`,
              token_endpoint: `${issuer}/token`,
            },
      ),
    );
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    issuer,
    sign: (claims, header = {}) =>
      new SignJWT(claims).setProtectedHeader({ alg: "ES256", kid: "k", ...header }).sign(privateKey),
    close: () => void server.close(),
  };
}
