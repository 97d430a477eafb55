import { z } from "zod";
import { FreeText, Id, Instant, pageOf, Paging } from "../http/conventions.contract.ts";
import { MessageKind } from "../invitations/invitations.contract.ts";
import { PhoneNumber, PostalAddress } from "../people/people.contract.ts";

const Reason = FreeText(1000).min(1);

/** Withdraws what was sent to the wrong person. The reason is the agency's own; the recipient is not told it. */
export const RecallMessage = z.strictObject({ messageId: Id, reason: Reason });
export type RecallMessage = z.infer<typeof RecallMessage>;

/** A new link after a recall, to the addresses given, which are kept, or to those there are. */
export const RenewLink = z.strictObject({
  email: z.email().max(254).optional(),
  phone: PhoneNumber.optional(),
  /** Of the individual alone: nobody else is written to by post. */
  address: PostalAddress.optional(),
});
export type RenewLink = z.infer<typeof RenewLink>;

/** A recall as a handläggare in charge of the meeting sees it. */
export const Recall = z.strictObject({
  participantId: Id,
  /** All that had been written to the participant until then: it led to the same link. */
  messageIds: z.array(Id),
  /** Told the agency that recalled it, for it may tell who got it; null for the other. */
  reason: z.string().nullable(),
  recalledAt: Instant,
  recalledByName: z.string(),
  /** When whoever got it first opened the link, if they did. */
  openedAt: Instant.nullable(),
});
export type Recall = z.infer<typeof Recall>;

/** What went wrong at one's own office. Of the meeting it tells the reference, which says nothing of the case. */
export const Incident = z.strictObject({
  id: Id,
  meetingReference: z.string(),
  messageKind: MessageKind,
  reason: z.string(),
  openedAt: Instant,
  openedByName: z.string(),
  /** When whoever got the message first opened its link, if they did. */
  linkOpenedAt: Instant.nullable(),
  closedAt: Instant.nullable(),
  closedByName: z.string().nullable(),
  closingNote: z.string().nullable(),
});
export type Incident = z.infer<typeof Incident>;

export const IncidentQuery = Paging;
/** The open ones first, then the latest. */
export const IncidentPage = pageOf(Incident);
export type IncidentPage = z.infer<typeof IncidentPage>;

/** What was done about it. */
export const CloseIncident = z.strictObject({ note: Reason });
