import { z } from "zod";

/**
 * Why a sign-in came to nothing, told to the sign-in page in `?error=`. `unknown_person`: the agency vouches for
 * somebody who has no account here. `expired`: took too long, or was not begun in this browser.
 */
export const SignInError = z.enum(["unknown_person", "cancelled", "expired", "unavailable"]);
export type SignInError = z.infer<typeof SignInError>;
