import { z } from "zod";
import { Id, Instant } from "../http/conventions.contract.ts";
import { OrganisationId } from "../people/people.contract.ts";

export const DOCUMENT_KINDS = [
  "meeting",
  "message",
  "answer",
  "outcome",
  "joint_note",
  "own_note",
  "task",
] as const;

/** One document (handling) of a meeting: what it says, field by field, and the SHA-256 of `JSON.stringify(fields)` in UTF-8, hexadecimal. */
export const MeetingDocument = z.strictObject({
  kind: z.enum(DOCUMENT_KINDS),
  /** When it was made, or last changed. */
  at: Instant,
  /** Label and text, in the order in which they are read. */
  fields: z.array(z.strictObject({ label: z.string(), text: z.string() })),
  sha256: z.string(),
});
export type MeetingDocument = z.infer<typeof MeetingDocument>;

/** What an agency takes to its own case file: never the other agency's own notes, nor who was in the room when. */
export const MeetingDocuments = z.strictObject({
  meetingId: Id,
  reference: z.string(),
  /** For which agency. */
  organisationId: OrganisationId,
  exportedAt: Instant,
  documents: z.array(MeetingDocument),
  /** Of the documents' checksums, one a line: one that is missing shows. */
  sha256: z.string(),
});
export type MeetingDocuments = z.infer<typeof MeetingDocuments>;
