import { z } from "zod";
import { FreeText, Id, Instant } from "../http/conventions.contract.ts";

/** How many times one may object to what was kept of one meeting. */
export const MOST_OBJECTIONS = 5;

/** What an individual says against what was kept of when they were in a meeting. */
export const Objection = z.strictObject({ text: z.string(), madeAt: Instant });
export type Objection = z.infer<typeof Objection>;

/** When somebody was in the room of their own meeting, to the minute. */
export const OwnAttendance = z.strictObject({
  meetingId: Id,
  startAt: Instant,
  endAt: Instant,
  /** In order. The end is null for who is there now. */
  stretches: z.array(
    z.strictObject({ where: z.enum(["lobby", "call", "hold"]), from: Instant, to: Instant.nullable() }),
  ),
  objections: z.array(Objection),
  mayObject: z.boolean(),
});
export type OwnAttendance = z.infer<typeof OwnAttendance>;

export const MakeObjection = z.strictObject({ text: FreeText(1_000).min(1) });
