import { z } from "zod";
import { FreeText } from "../http/conventions.contract.ts";

export const SHORT_NOTICE_REASONS = ["persons_wish", "last_useful_day", "replaces_another", "other"] as const;

/**
 * Why a person is given shorter notice than they should have. Kept with the meeting and shown to both agencies, so it is not to
 * say anything private: words of one's own only where none of the reasons fits.
 */
export const ShortNotice = z
  .strictObject({ reason: z.enum(SHORT_NOTICE_REASONS), text: FreeText(300).nullable() })
  .refine(({ reason, text }) => (reason === "other") === !!text, {
    path: ["text"],
    message: "Skriv varför när inget av skälen passar, annars inget.",
  });
export type ShortNotice = z.infer<typeof ShortNotice>;
