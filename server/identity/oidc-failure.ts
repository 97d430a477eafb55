import { AuthorizationResponseError, ClientError, ResponseBodyError } from "openid-client";

/** Answers that don't belong to the sign-in this browser began: wrong state, nonce, issuer or time. */
const MISMATCHES = new Set([
  "OAUTH_INVALID_RESPONSE",
  "OAUTH_JWT_CLAIM_COMPARISON_FAILED",
  "OAUTH_JWT_TIMESTAMP_CHECK_FAILED",
]);

/**
 * What a failed sign-in means to the person: they cancelled (RFC 6749 section 4.1.2.1, `access_denied`), it has to be
 * begun again (a code used twice or too late is `invalid_grant`, section 5.2), or the provider doesn't work.
 */
export function classifyOidcFailure(error: unknown): "cancelled" | "expired" | "unavailable" {
  if (error instanceof AuthorizationResponseError && error.error === "access_denied") return "cancelled";
  if (error instanceof ResponseBodyError && error.error === "invalid_grant") return "expired";
  if (error instanceof ClientError && MISMATCHES.has(error.code ?? "")) return "expired";
  return "unavailable";
}
