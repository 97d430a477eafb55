/** Every way a command can be refused. `http/problem.ts` is the only map from code to HTTP status. */
export const DOMAIN_ERROR_CODES = [
  "not_signed_in",
  "not_allowed",
  "step_up_needed",
  "not_found",
  "invalid",
  "malformed",
  "time_taken",
  "wrong_state",
  "revision_mismatch",
  "revision_required",
  "link_expired",
  "mandate_ended",
  "offer_expired",
  "idempotency_conflict",
  "too_many_requests",
  "too_large",
  "unavailable",
] as const;
export type DomainErrorCode = (typeof DOMAIN_ERROR_CODES)[number];

/** One broken rule. `pointer` is an RFC 6901 JSON pointer into the request body; the rejected value is never repeated. */
export interface Violation {
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
}

/**
 * A refusal the caller can understand and act on.
 *
 * `detail` is a Swedish sentence without personal data; `extensions` become members of the problem document.
 */
export class DomainError extends Error {
  readonly code: DomainErrorCode;
  readonly violations: readonly Violation[];
  readonly extensions: Readonly<Record<string, unknown>>;

  constructor(
    code: DomainErrorCode,
    detail: string,
    more: { violations?: readonly Violation[]; extensions?: Readonly<Record<string, unknown>> } = {},
  ) {
    super(detail);
    this.name = "DomainError";
    this.code = code;
    this.violations = more.violations ?? [];
    this.extensions = more.extensions ?? {};
  }
}
