import { z } from "zod";
import { Objection } from "./attendance.contract.ts";
import { FreeText, Id, Instant, LocalDate } from "../http/conventions.contract.ts";

/** Why a meeting was not held. `technical_failure`: they came but could not meet; `excused`: they had told us. */
export const NOT_HELD_REASONS = [
  "did_not_come",
  "technical_failure",
  "excused",
  "cancelled_by_individual",
  "cancelled_by_forsakringskassan",
  "cancelled_by_arbetsformedlingen",
] as const;
export const NotHeldReason = z.enum(NOT_HELD_REASONS);
export type NotHeldReason = z.infer<typeof NotHeldReason>;

/** How a meeting went: a reason exactly when it was not held. */
export const Outcome = z
  .strictObject({ held: z.boolean(), reason: NotHeldReason.nullable() })
  .refine(({ held, reason }) => held === (reason === null), {
    path: ["reason"],
    message: "Ange varför mötet inte blev av, eller att det hölls.",
  });
export type Outcome = z.infer<typeof Outcome>;

/** Both agencies' part, or one's own agency's, which the other never reads. */
export const NotePart = z.enum(["joint", "own"]);
export type NotePart = z.infer<typeof NotePart>;

export const Note = z.strictObject({
  text: z.string(),
  /** Goes into `If-Match`; 0 when nothing has been written. */
  revision: z.int(),
  changedAt: Instant.nullable(),
  changedByName: z.string().nullable(),
});
export type Note = z.infer<typeof Note>;

/** The whole text anew; an empty one clears the note. */
export const WriteNote = z.strictObject({ text: FreeText(20_000) });

export const Task = z.strictObject({
  id: Id,
  participantId: Id,
  participantName: z.string(),
  text: z.string(),
  dueOn: LocalDate.nullable(),
  doneAt: Instant.nullable(),
});
export type Task = z.infer<typeof Task>;

/** Something one of those who met is to do. */
export const AddTask = z.strictObject({
  participantId: Id,
  text: FreeText(500).min(1),
  dueOn: LocalDate.nullable(),
});
export type AddTask = z.infer<typeof AddTask>;

export const MarkTask = z.strictObject({ done: z.boolean() });

/** What comes of a meeting, as a handläggare who takes part in it sees it. */
export const FollowThrough = z.strictObject({
  /** What a handläggare has said happened. */
  outcome: z
    .strictObject({
      held: z.boolean(),
      reason: NotHeldReason.nullable(),
      recordedAt: Instant,
      recordedByName: z.string(),
    })
    .nullable(),
  /** What it looks like from who was in the room, until somebody has said. It tells no times. */
  proposal: z.strictObject({ held: z.boolean(), reason: NotHeldReason.nullable() }).nullable(),
  /** What the individual says against what was kept of when they were in the meeting: read it before saying how it went. */
  objections: z.array(Objection),
  /** The joint part is null for an agency that the individual no longer agrees to. */
  notes: z.strictObject({ joint: Note.nullable(), own: Note }),
  tasks: z.array(Task),
  mayClose: z.boolean(),
});
export type FollowThrough = z.infer<typeof FollowThrough>;
