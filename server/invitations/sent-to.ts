import type { ParticipantRecord } from "../meetings/meeting-record.ts";
import type { MessageChannel, PostalAddress } from "../people/people.contract.ts";

/** Where a message went: what its channel needs to know of the recipient, and no more. */
export type SentTo =
  | { readonly email: string }
  | { readonly phone: string }
  | { readonly name: string; readonly address: PostalAddress };

/**
 * Where a channel reaches a participant as they are known now; nowhere by telephone, where nothing is sent. A digital mailbox is
 * found by the personnummer, which is not kept once more with every message; nor is where somebody with protected identity is.
 */
export function sentToOf(
  channel: MessageChannel,
  {
    email,
    phone,
    name,
    address,
    protection,
  }: Pick<ParticipantRecord, "email" | "phone" | "name" | "address" | "protection">,
): SentTo | null {
  switch (channel) {
    case "email":
      return email === null ? null : { email };
    case "sms":
      return phone === null ? null : { phone };
    case "letter":
      return address && protection === "none" ? { name, address } : null;
    case "digital_mailbox":
    case "telephone":
      return null;
  }
}
