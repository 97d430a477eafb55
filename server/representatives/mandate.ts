import type { LocalDate } from "../scheduling/local-time.ts";

/** What decides whether somebody may answer for another. Dates in Europe/Stockholm, both included; without a last one until withdrawn. */
export interface Mandate {
  readonly validFrom: LocalDate;
  readonly validUntil: LocalDate | null;
  readonly isWithdrawn: boolean;
}

export type MandateState = "not_yet" | "valid" | "expired" | "withdrawn";

/** Whether a mandate holds on a date in Europe/Stockholm. */
export function mandateOn({ validFrom, validUntil, isWithdrawn }: Mandate, date: LocalDate): MandateState {
  if (isWithdrawn) return "withdrawn";
  if (date < validFrom) return "not_yet";
  return validUntil !== null && date > validUntil ? "expired" : "valid";
}

/** Whether a mandate will never hold again. */
export function isMandateOver(mandate: Mandate, date: LocalDate): boolean {
  return ["expired", "withdrawn"].includes(mandateOn(mandate, date));
}
