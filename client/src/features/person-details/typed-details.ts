import type { KnownDetails } from "../../../../server/people/details.contract.ts";
import { addressToSend, emptyAddress, type TypedAddress } from "../book-meeting/new-case.ts";

/** A person's details as typed, with why they are corrected. */
export type TypedDetails = Record<"name" | "email" | "phone" | "why", string> & {
  language: KnownDetails["language"];
  address: TypedAddress;
};

/** As they are known; what isn't known is empty. */
export function typedFrom({ name, email, phone, address, language }: KnownDetails): TypedDetails {
  return {
    name,
    email: email ?? "",
    phone: phone ?? "",
    language,
    address: address ? { ...address, careOf: address.careOf ?? "" } : emptyAddress(),
    why: "",
  };
}

/** How the person is reached, as the server takes it: what is left empty is null. */
export function reachedToSend({ email, phone, address, language }: TypedDetails) {
  return {
    email: email.trim() || null,
    phone: phone.trim() || null,
    address: addressToSend(address),
    language,
  };
}

/** Where each is typed: JSON pointer → the field's id. */
export const fieldIds: Record<string, string> = {
  "/name": "details-name",
  "/email": "details-email",
  "/phone": "details-phone",
  "/address/careOf": "details-care-of",
  "/address/street": "details-street",
  "/address/postalCode": "details-postal-code",
  "/address/city": "details-city",
  "/why": "details-why",
};
