import type { MessageChannel, NewCase } from "../../../../server/people/people.contract.ts";

/** Where a letter goes, as typed. */
export type TypedAddress = { careOf: string; street: string; postalCode: string; city: string };

/** No address typed yet. */
export function emptyAddress(): TypedAddress {
  return { careOf: "", street: "", postalCode: "", city: "" };
}

/** What is typed, as the server takes it; null when nothing is. */
export function addressToSend(typed: TypedAddress) {
  if (Object.values(typed).every((part) => part.trim() === "")) return null;
  return { ...typed, careOf: orNull(typed.careOf) };
}

const orNull = (text: string) => text.trim() || null;

/** The form to register a person, as typed. */
export type TypedCase = Record<Exclude<keyof NewCase, "address" | "channelOrder">, string> & {
  address: TypedAddress;
  /** How the person is to be reached first, and then if that fails; empty for the usual order. */
  firstChannel: MessageChannel | "";
  secondChannel: MessageChannel | "";
};

/** Nothing typed yet; no protection and Swedish until somebody says otherwise. */
export function emptyCase(): TypedCase {
  return {
    name: "",
    personnummer: "",
    sex: "",
    email: "",
    phone: "",
    address: emptyAddress(),
    firstChannel: "",
    secondChannel: "",
    language: "sv",
    protection: "none",
    benefit: "",
    chainDay: "",
    secrecyConsentOn: "",
  };
}

/** What is typed, as the server takes it: what is left empty is null. The server judges it. */
export function caseToSend({ address, firstChannel, secondChannel, ...typed }: TypedCase) {
  return {
    ...typed,
    address: addressToSend(address),
    channelOrder: orderOf(firstChannel, secondChannel),
    email: orNull(typed.email),
    phone: orNull(typed.phone),
    chainDay: typed.chainDay.trim() ? Number(typed.chainDay) : null,
    secrecyConsentOn: orNull(typed.secrecyConsentOn),
  };
}

/** The ways in which the person wants to be reached; last of all somebody calls. Null for the usual order. */
function orderOf(
  first: TypedCase["firstChannel"],
  second: TypedCase["secondChannel"],
): MessageChannel[] | null {
  if (first === "") return null;
  if (first === "telephone") return ["telephone"];
  const order = new Set<MessageChannel>([first, second || "telephone", "telephone"]);
  return [...order];
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
  "/address/careOf": "new-case-care-of",
  "/address/street": "new-case-street",
  "/address/postalCode": "new-case-postal-code",
  "/address/city": "new-case-city",
  "/language": "new-case-language",
  "/protection": "new-case-protection",
  "/secrecyConsentOn": "new-case-consent",
};
