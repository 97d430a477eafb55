import type { NewCase } from "../../../../server/people/people.contract.ts";

/** The form to register a person, as typed. */
export type TypedCase = Record<Exclude<keyof NewCase, "address" | "channelOrder">, string>;

/** Nothing typed yet; no protection and Swedish until somebody says otherwise. */
export function emptyCase(): TypedCase {
  return {
    name: "",
    personnummer: "",
    sex: "",
    email: "",
    phone: "",
    language: "sv",
    protection: "none",
    benefit: "",
    chainDay: "",
    secrecyConsentOn: "",
  };
}

/** What is typed, as the server takes it: what is left empty is null. The server judges it. */
export function caseToSend(typed: TypedCase) {
  const orNull = (text: string) => text.trim() || null;
  return {
    ...typed,
    email: orNull(typed.email),
    phone: orNull(typed.phone),
    chainDay: typed.chainDay.trim() ? Number(typed.chainDay) : null,
    secrecyConsentOn: orNull(typed.secrecyConsentOn),
  };
}

/** Where each part of a new case is typed: JSON pointer → the field's id. */
export const fieldIds: Record<string, string> = {
  "/name": "new-case-name",
  "/personnummer": "new-case-personnummer",
  "/sex": "new-case-sex",
  "/benefit": "new-case-benefit",
  "/chainDay": "new-case-chain-day",
  "/email": "new-case-email",
  "/phone": "new-case-phone",
  "/language": "new-case-language",
  "/protection": "new-case-protection",
  "/secrecyConsentOn": "new-case-consent",
};
