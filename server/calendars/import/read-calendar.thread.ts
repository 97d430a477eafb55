import {
  UnreadableCalendar,
  type CalendarReading,
  type ReadingOptions,
  type UnreadableReason,
} from "./calendar-reading.ts";
import { readCalendarText } from "./read-calendar-text.ts";

/** A calendar as it was fetched, and what to read it with. */
export interface CalendarInput {
  readonly content: Uint8Array;
  readonly options: ReadingOptions;
}

/** What came of it: plain data, for errors lose what they say between threads. */
export type CalendarOutput =
  { readonly reading: CalendarReading } | { readonly unreadable: UnreadableReason };

/** Called by `platform/threads`, in a thread of its own. */
export function run({ content, options }: CalendarInput): CalendarOutput {
  try {
    return { reading: readCalendarText(decoded(content), options) };
  } catch (error) {
    if (error instanceof UnreadableCalendar) return { unreadable: error.reason };
    throw error;
  }
}

/** UTF-8 unless it says that it is UTF-16. What matters to us is ASCII, so a wrong letter does no harm. */
function decoded(content: Uint8Array): string {
  const isUtf16 = content[0] === 0xff && content[1] === 0xfe;
  return new TextDecoder(isUtf16 ? "utf-16le" : "utf-8").decode(content);
}
