import { z } from "zod";
import { Id, Instant, pageOf } from "../http/conventions.contract.ts";
import { MeetingTypeCode, RejectionReason } from "./meetings.contract.ts";

/** The other agency's handläggare says no to a draft. Needs `If-Match`. */
export const RejectDraft = z.strictObject({ reason: RejectionReason });
export type RejectDraft = z.infer<typeof RejectDraft>;

/** A draft of one's own office that waits for the other agency, or that the other agency never answered. */
export const DraftSummary = z.strictObject({
  meetingId: Id,
  reference: z.string(),
  caseId: Id,
  individualName: z.string(),
  type: MeetingTypeCode,
  startAt: Instant,
  state: z.enum(["waiting", "not_answered"]),
  confirmBy: Instant,
  draftedByName: z.string(),
  /** Who was asked. */
  askedName: z.string(),
});
export type DraftSummary = z.infer<typeof DraftSummary>;
/** The one that has waited longest first. */
export const DraftPage = pageOf(DraftSummary);
