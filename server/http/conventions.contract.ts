import { z } from "zod";

/** An opaque identifier (UUID). */
export const Id = z.uuid();

/** An instant on the wire: RFC 3339, any offset accepted, always UTC in answers. */
export const Instant = z.iso.datetime({ offset: true });

/** A calendar date in Europe/Stockholm: `YYYY-MM-DD`. */
export const LocalDate = z.iso.date();

/** One line or more of text typed by a person, without NUL (which PostgreSQL refuses). */
export const FreeText = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .refine((text) => !text.includes("\u0000"), { message: "Texten innehåller ett otillåtet tecken." });

/** RFC 9457 problem details, with every violation and never the rejected value. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  instance: z.string().optional(),
  code: z.string(),
  errors: z.array(z.object({ pointer: z.string(), code: z.string(), detail: z.string() })).optional(),
  /** With 429: as `Retry-After`. */
  retryAfterSeconds: z.int().optional(),
});
export type Problem = z.infer<typeof Problem>;

/** Paging by page number, as in DIGG's REST API profile. */
export const Paging = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
});

/** A page of a list, with what is needed to ask for the next. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.strictObject({ items: z.array(item), total: z.int(), limit: z.int(), page: z.int() });
