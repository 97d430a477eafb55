import { z } from "zod";
import { Id, Instant, LocalDate } from "../http/conventions.contract.ts";
import { MEETING_TYPES } from "../meetings/types/registered-types.contract.ts";

/** What has to be seen to, most pressing first. */
export const WORKLIST_KINDS = [
  "no_outcome",
  "consent_missing",
  "no_proven_channel",
  "interpreter_missing",
  "window_closing",
  "offer_unanswered",
  "no_next_step",
] as const;
export type WorklistKind = (typeof WORKLIST_KINDS)[number];

/** What exactly is missing: which consent, or what is to be told of the case's course. */
export const WORKLIST_DETAILS = [
  "secrecy",
  "sus",
  "request",
  "nothing_planned",
  "result",
  "measures",
  "ending",
] as const;

export const WorklistItem = z.strictObject({
  /** Of the meeting, where it is about one that the reader may open. */
  meetingId: Id.nullable(),
  /** Of the case otherwise. */
  caseId: Id.nullable(),
  type: z.enum(MEETING_TYPES).nullable(),
  /** When the meeting is or was, or until when there is time to answer. */
  at: Instant.nullable(),
  /** The last day that it can be done. */
  byOn: LocalDate.nullable(),
  detail: z.enum(WORKLIST_DETAILS).nullable(),
  /** Null for who may not know it. */
  individualName: z.string().nullable(),
  /** The office's own handläggare whose it is. */
  handlaggareNames: z.array(z.string()),
  /** Whether the reader is one who can mend it. */
  mayOpen: z.boolean(),
});
export type WorklistItem = z.infer<typeof WorklistItem>;

/** All of them, empty ones too. */
export const Worklists = z.strictObject({
  items: z.array(
    z.strictObject({
      kind: z.enum(WORKLIST_KINDS),
      total: z.int(),
      /** The most pressing, at most 50. */
      items: z.array(WorklistItem),
    }),
  ),
});
export type Worklists = z.infer<typeof Worklists>;
