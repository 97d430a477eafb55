import { z } from "zod";
import { Id, Instant } from "../../http/conventions.contract.ts";
import { MeetingMode } from "../../meetings/meetings.contract.ts";

/** A handläggare's meetings of the hours to come, and whether anybody waits for them. It names nobody: others see the screen. */
export const DayView = z.strictObject({
  /** By the server's clock, from which minutes are counted. */
  now: Instant,
  meetings: z.array(
    z.strictObject({
      meetingId: Id,
      startAt: Instant,
      endAt: Instant,
      mode: MeetingMode,
      /** Whether the individual, or who answers for them, is in the lobby. */
      individualWaits: z.boolean(),
      /** Whether somebody else is. */
      anotherWaits: z.boolean(),
      /** Whether the reader is in the call. */
      isIn: z.boolean(),
    }),
  ),
});
export type DayView = z.infer<typeof DayView>;

export const WatchDay = z.strictObject({});
