import { createIsolatedThread, ThreadStopped } from "../../platform/threads/isolated-thread.ts";
import { UnreadableCalendar, type CalendarReading, type ReadingOptions } from "./calendar-reading.ts";
import type { CalendarInput, CalendarOutput } from "./read-calendar.thread.ts";

/** Of one calendar, in its thread. 5 MB of events need about a fifth of both. */
const LIMITS = { memoryMb: 256, milliseconds: 10_000 };

/**
 * Reads a calendar that somebody else wrote, in a thread that may use only so much time and memory.
 *
 * @throws UnreadableCalendar
 */
export type ParseCalendar = (content: Uint8Array, options: ReadingOptions) => Promise<CalendarReading>;

export function createParseCalendar(limits = LIMITS): ParseCalendar {
  const run = createIsolatedThread<CalendarInput, CalendarOutput>(
    new URL("./read-calendar.thread.ts", import.meta.url),
    limits,
  );
  return async (content, options) => {
    const output = await run({ content, options }).catch((error: unknown) => {
      if (error instanceof ThreadStopped) throw new UnreadableCalendar("too_complex");
      throw error;
    });
    if ("unreadable" in output) throw new UnreadableCalendar(output.unreadable);
    return output.reading;
  };
}
