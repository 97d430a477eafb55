import { DomainError } from "../platform/domain-error.ts";

/** The refusal of what needs a fresh sign-in, at whichever door it was asked for. */
export function stepUpNeeded(): DomainError {
  return new DomainError(
    "step_up_needed",
    "Det är ett tag sedan du loggade in. Logga in igen, så kommer du tillbaka hit.",
  );
}
