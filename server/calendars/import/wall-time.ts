import ICAL from "ical.js";

/** What a clock and a calendar on a wall show, as if it were UTC, in milliseconds since 1970. */
export function wallMsOf({ year, month, day, hour, minute, second, isDate }: ICAL.Time): number {
  return isDate
    ? Date.UTC(year, month - 1, day)
    : Date.UTC(year, month - 1, day, hour, minute, Math.min(second, 59));
}

/** A time that rules can be counted from, without a zone: they are about what the wall clock shows. */
export function floatingTime(wallMs: number, isDate: boolean): ICAL.Time {
  const at = new Date(wallMs);
  return new ICAL.Time(
    {
      year: at.getUTCFullYear(),
      month: at.getUTCMonth() + 1,
      day: at.getUTCDate(),
      hour: at.getUTCHours(),
      minute: at.getUTCMinutes(),
      second: at.getUTCSeconds(),
      isDate,
    },
    ICAL.Timezone.localTimezone,
  );
}
