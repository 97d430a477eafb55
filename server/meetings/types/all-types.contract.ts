import { gemensamKartlaggning } from "./gemensam-kartlaggning.contract.ts";
import { kontaktmote } from "./kontaktmote.contract.ts";
import { omstallningsmote } from "./omstallningsmote.contract.ts";
import { uppfoljningsmote } from "./uppfoljningsmote.contract.ts";

/** The types of meeting there are, in the order they are shown. A new one is a file beside this and a line here. */
export const ALL_TYPES = [gemensamKartlaggning, omstallningsmote, kontaktmote, uppfoljningsmote] as const;
