import type { ExternalKind } from "../../../../server/people/external-parties.contract.ts";

/** The form to register somebody outside the agencies, as typed. */
export interface TypedExternal {
  kind: ExternalKind;
  name: string;
  organisationName: string;
  language: string;
  email: string;
  phone: string;
}

/** Nothing typed yet but what was already chosen in the search. */
export function emptyExternal(kind: ExternalKind, language: string): TypedExternal {
  return { kind, name: "", organisationName: "", language, email: "", phone: "" };
}

/** What is typed, as the server takes it: what is left empty is null. The server judges it. */
export function externalToSend({ language, ...typed }: TypedExternal) {
  const orNull = (text: string) => text.trim() || null;
  return {
    ...typed,
    organisationName: orNull(typed.organisationName),
    email: orNull(typed.email),
    phone: orNull(typed.phone),
    languages: typed.kind === "tolk" && language ? [language] : [],
  };
}

/** Where each part is typed: JSON pointer → the field's id. */
export const fieldIds: Record<string, string> = {
  "/name": "external-name",
  "/organisationName": "external-organisation",
  "/languages": "external-language",
  "/email": "external-email",
  "/phone": "external-phone",
};
