import { expect, test } from "vitest";
import { readCalendarText } from "../../../../server/calendars/import/read-calendar-text.ts";
import { foreignCalendar, READING } from "../../../support/foreign-calendars/foreign-calendar.ts";

/** Eighteen ways of writing, fourteen calendars each, half of them damaged. */
const CALENDARS = Array.from({ length: 18 * 14 }, (_, seed) => foreignCalendar(seed));

test.each(CALENDARS)("calendar $name is read as its owner meant it", (calendar) => {
  const { busy, skipped, zoneAssumed } = readCalendarText(calendar.text, READING);

  expect({ busy, skipped, zoneAssumed }).toEqual({
    busy: calendar.busy,
    skipped: calendar.skipped,
    zoneAssumed: calendar.zoneAssumed,
  });
});
