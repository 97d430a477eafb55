import { calendarImportRows } from "./calendar-import.ts";
import { feedRows } from "./feed-rows.ts";
import type { Bench } from "./measure.ts";

/** Feeds as calendar programs meet them: changed, unchanged, and a country's at once. And others' calendars as we read them. */
export const bench: Bench = async (tell) => [...(await calendarImportRows(tell)), ...(await feedRows(tell))];
