import { z } from "zod";

/** A personnummer or samordningsnummer in twelve digits. */
const RecipientId = z.string().regex(/^\d{12}$/);
/** An organisation's number with the century 16 before it, as in Mina meddelanden. */
const SenderId = z.string().regex(/^16\d{10}$/);

/** Asks whether people have a digital mailbox that takes post from a sender (`isReachable` of the service Recipient). */
export const IsReachable = z.strictObject({
  senderOrgNr: SenderId,
  recipientId: z.array(RecipientId).min(1),
});
export type IsReachable = z.infer<typeof IsReachable>;

/** Without a mailbox there is no `serviceSupplier`; while `pending` it can't be used yet. */
export const ReachabilityStatus = z.object({
  senderAccepted: z.boolean(),
  accountStatus: z.object({
    recipientId: RecipientId,
    pending: z.boolean(),
    serviceSupplier: z.object({ name: z.string() }).optional(),
  }),
});
export const IsReachableResponse = z.object({ return: z.array(ReachabilityStatus).min(1) });

/**
 * A message to one mailbox (`deliverSecure` of the service Service), which the intermediary signs and seals. Bodies are base64;
 * `checksum` is MD5 in hexadecimal, as the service contract has it. `header.id` is the same when it is sent again.
 */
export const DeliverSecure = z.strictObject({
  delivery: z.strictObject({
    header: z.strictObject({
      sender: z.strictObject({ id: SenderId, name: z.string().min(1) }),
      recipient: RecipientId,
    }),
    message: z
      .array(
        z.strictObject({
          header: z.strictObject({
            id: z.string().min(1),
            subject: z.string().min(1).max(200),
            /** Language and country: `svSE`. */
            language: z.string().regex(/^[a-z]{2}[A-Z]{2}$/),
            supportinfo: z.strictObject({ text: z.string(), phoneNumber: z.string() }),
          }),
          body: z.strictObject({ contentType: z.literal("text/plain"), body: z.base64() }),
          attachment: z.array(
            z.strictObject({
              contentType: z.literal("application/pdf"),
              filename: z.string().min(1),
              body: z.base64(),
              checksum: z.string().regex(/^[0-9A-F]{32}$/),
            }),
          ),
        }),
      )
      .length(1),
  }),
  /** Where we are to be told what became of it. */
  reportUrl: z.url(),
});
export type DeliverSecure = z.infer<typeof DeliverSecure>;

/** What was taken. `delivered` is true only when it lies in the mailbox. */
const DeliveryResult = z.object({
  transId: z.string().min(1),
  status: z.array(z.object({ delivered: z.boolean() })).min(1),
});
/** The answer to a delivery; the same is reported later, when it is known whether the mailbox has it. */
export const DeliverSecureResponse = z.object({ return: DeliveryResult });
/** What is reported of one delivery. */
export const MailboxReport = DeliveryResult;
