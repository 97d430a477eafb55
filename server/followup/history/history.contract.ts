import { z } from "zod";
import { Id, Instant } from "../../http/conventions.contract.ts";

/** Meetings first, since cooperations tell which of them began and ended the survey. */
export const HISTORY_KINDS = ["meetings", "cooperations"] as const;
export const HistoryKind = z.enum(HISTORY_KINDS);
export type HistoryKind = z.infer<typeof HistoryKind>;

/** Something wrong with a line; never what stood there. */
export const HistoryProblem = z.strictObject({
  /** Of the file, from 1; the header is usually 1. */
  line: z.int(),
  /** Null when it is about the whole line. */
  column: z.string().nullable(),
  code: z.string(),
  detail: z.string(),
});
export type HistoryProblem = z.infer<typeof HistoryProblem>;

/** What came of a file: its good lines are taken, those that were known before are left as they are. */
export const HistoryReport = z.strictObject({
  importId: Id,
  kind: HistoryKind,
  lines: z.int(),
  taken: z.int(),
  knownBefore: z.int(),
  wrong: z.int(),
  /** Each thing wrong, in the order of the file. */
  problems: z.array(HistoryProblem),
});
export type HistoryReport = z.infer<typeof HistoryReport>;

/** The largest file that is taken by the page, bytes. */
export const LARGEST_HISTORY = 10 * 1024 * 1024;

/** What a file is; the file itself is the body, as `text/csv`. */
export const NewHistoryUpload = z.strictObject({
  kind: HistoryKind,
  fileName: z.string().trim().min(1).max(200),
});
export type NewHistoryUpload = z.infer<typeof NewHistoryUpload>;

export const HISTORY_UPLOAD_STATES = ["checking", "checked", "importing", "imported", "failed"] as const;

/** A file that was brought: what is being done with it, and what came or would come of it. */
export const HistoryUpload = z.strictObject({
  id: Id,
  kind: HistoryKind,
  fileName: z.string(),
  uploadedAt: Instant,
  uploadedByName: z.string(),
  /** `checked`: read through, nothing brought in. `failed`: who asked for it is no administrator any more. */
  state: z.enum(HISTORY_UPLOAD_STATES),
  /** Per cent of the file. */
  progress: z.int(),
  /** Lines, without the header. */
  lines: z.int(),
  /** Brought in; or good, while it is only checked. */
  taken: z.int(),
  knownBefore: z.int(),
  wrong: z.int(),
});
export type HistoryUpload = z.infer<typeof HistoryUpload>;
export const HistoryUploadList = z.strictObject({ items: z.array(HistoryUpload) });

/** With the first of what is wrong; all of it is in the file of problems. */
export const HistoryUploadDetail = HistoryUpload.extend({
  problems: z.array(HistoryProblem),
  problemCount: z.int(),
});
export type HistoryUploadDetail = z.infer<typeof HistoryUploadDetail>;

/** What columns a file has. */
export const HistoryFormats = z.strictObject({
  items: z.array(
    z.strictObject({
      kind: HistoryKind,
      columns: z.array(z.strictObject({ name: z.string(), isNeeded: z.boolean(), what: z.string() })),
    }),
  ),
});
export type HistoryFormats = z.infer<typeof HistoryFormats>;
