import { z } from "zod";
import { FreeText } from "../http/conventions.contract.ts";
import { Language, PhoneNumber, PostalAddress } from "./people.contract.ts";

/** What an individual is called and how they are reached. */
export const PersonDetails = z.strictObject({
  name: FreeText(120).min(2),
  email: z.email().max(254).nullable(),
  phone: PhoneNumber.nullable(),
  address: PostalAddress.nullable(),
  language: Language,
});
export type PersonDetails = z.infer<typeof PersonDetails>;

/** As they are now. With protected identity nobody is shown how the person is reached, and all of it is null. */
export const KnownDetails = PersonDetails.extend({ isProtected: z.boolean() });
export type KnownDetails = z.infer<typeof KnownDetails>;

/** All of them as they should be, and why: kept in the trail. */
export const CorrectedDetails = PersonDetails.extend({
  why: FreeText(200).min(1, { error: "Skriv varför uppgifterna rättas." }),
});
export type CorrectedDetails = z.infer<typeof CorrectedDetails>;

/** What the person puts right themselves. The name follows the population register, which a handläggare looks in. */
export const OwnDetails = PersonDetails.omit({ name: true });
export type OwnDetails = z.infer<typeof OwnDetails>;
