import { z } from "zod";
import { FreeText } from "../http/conventions.contract.ts";

/** Why a person declines an offer. None of them asks about health or benefit; what is counted later is the code. */
export const DECLINE_REASONS = ["time", "not_now", "talk_first", "other"] as const;

/** Words of one's own only where none of the reasons fits, and not even then needed. In any script; kept exactly as written. */
export const DeclineReason = z
  .strictObject({ code: z.enum(DECLINE_REASONS), text: FreeText(300).nullable() })
  .refine(({ code, text }) => code === "other" || text === null, {
    path: ["text"],
    message: "Skriv bara något när inget av skälen passar.",
  });
export type DeclineReason = z.infer<typeof DeclineReason>;
