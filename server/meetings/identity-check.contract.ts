import { z } from "zod";
import { Instant } from "../http/conventions.contract.ts";

/**
 * How a handläggare has made sure who somebody without e-ID is. `call_back`: by calling the number that is registered, and asking
 * what only the person knows; `in_person`: they have met, with an identity document.
 */
export const IDENTITY_CHECK_METHODS = ["call_back", "in_person"] as const;
export const IdentityCheckMethod = z.enum(IDENTITY_CHECK_METHODS);
export type IdentityCheckMethod = z.infer<typeof IdentityCheckMethod>;

/** What a handläggare records. */
export const CheckIdentity = z.strictObject({ method: IdentityCheckMethod });

/** That it was done. */
export const IdentityCheck = z.strictObject({
  method: IdentityCheckMethod,
  checkedAt: Instant,
  checkedByName: z.string(),
});
export type IdentityCheck = z.infer<typeof IdentityCheck>;
