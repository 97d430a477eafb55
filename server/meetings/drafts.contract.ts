import { z } from "zod";
import { Id, Instant, pageOf } from "../http/conventions.contract.ts";
import { MeetingTypeCode, RejectionReason } from "./meetings.contract.ts";

/** The other agency's handläggare says no to a draft. Needs `If-Match`. */
export const RejectDraft = z.strictObject({ reason: RejectionReason });
export type RejectDraft = z.infer<typeof RejectDraft>;

/**
 * What one's own office waits for: a draft that the other agency confirms (`waiting`) or never answered (`not_answered`), an individual
 * who picks a time of their own (`choosing`), an offer from which nobody chose in time (`not_chosen`), or a colleague
 * for a meeting to come from whose case the office's handläggare is disqualified (`disqualified`).
 */
export const DraftSummary = z.strictObject({
  meetingId: Id,
  reference: z.string(),
  caseId: Id,
  individualName: z.string(),
  type: MeetingTypeCode,
  /** The earliest of the times; null when any can be picked. */
  startAt: Instant.nullable(),
  state: z.enum(["waiting", "not_answered", "choosing", "not_chosen", "disqualified"]),
  /** Until when they who are waited for can or could answer. */
  deadlineAt: Instant,
  draftedByName: z.string(),
  /** Whether the reader takes part in the meeting or made it, and may open it. */
  mayOpen: z.boolean(),
  /** The handläggare of the other agency, who is asked where it is theirs to say. */
  askedName: z.string(),
  /** Who is disqualified, in whose place a colleague has to come; null for other states. */
  disqualifiedId: Id.nullable(),
});
export type DraftSummary = z.infer<typeof DraftSummary>;
/** The one that has waited longest first. */
export const DraftPage = pageOf(DraftSummary);
