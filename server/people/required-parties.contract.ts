import { z } from "zod";

/** Whom an office can want at a type of meeting beside one handläggare of each agency: a specialist, or somebody from outside. */
export const REQUIRED_PARTIES = [
  "sius_konsulent",
  "psykolog",
  "arbetsterapeut",
  "socionom",
  "vardgivare",
  "arbetsgivare",
  "kommun",
  "fristaende_aktor",
] as const;
export const RequiredParty = z.enum(REQUIRED_PARTIES);
export type RequiredParty = z.infer<typeof RequiredParty>;
