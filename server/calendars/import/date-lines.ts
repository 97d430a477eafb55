const DATE_PROPERTIES = new Set(["DTSTART", "DTEND", "RDATE", "EXDATE", "RECURRENCE-ID"]);
const DATE = /^(\d{4})(\d\d)(\d\d)$/;
const DATE_TIME = /^(\d{8})T([01]\d|2[0-3])([0-5]\d)([0-5]\d|60)Z?$/;
const PERIOD = /^[\dTZ]+\/[-+\dPTWDHMSZ]+$/;

/** Whether a property holds dates or times, of which programs write more kinds than there are. */
export function isDateProperty(name: string): boolean {
  return DATE_PROPERTIES.has(name);
}

/**
 * A property of dates or times as RFC 5545 wants it. Exchange writes zone names with a colon and without quotes; old
 * programs leave out `VALUE=DATE`, or write a time after it.
 *
 * @returns undefined when a value is no date or time there is.
 */
export function canonicalDates(line: string): string | undefined {
  // Dates have no colon, so that the last ends the parameters, whatever is in them.
  const colon = line.lastIndexOf(":");
  const head = line.slice(0, colon);
  const name = /^[\w-]+/.exec(head)?.[0] ?? "";
  const zone = /;TZID=(?:"([^"]*)"|([^;]*))/i.exec(head);
  const values = line
    .slice(colon + 1)
    .trim()
    .split(",")
    .map((value) => value.trim().toUpperCase());
  const isDate = values.every((value) => DATE.test(value)) || /;VALUE=DATE(?![\w-])/i.test(head);
  const written = isDate ? values.map((value) => value.slice(0, 8)) : values;
  const isPeriod = written.every((value) => PERIOD.test(value));
  if (!isPeriod && !written.every(isDate ? isRealDate : isRealDateTime)) return undefined;
  const kind = isDate ? ";VALUE=DATE" : isPeriod ? ";VALUE=PERIOD" : "";
  const tzid = (zone?.[1] ?? zone?.[2] ?? "").replaceAll('"', "").trim();
  // Kept for whoever must see that it is there.
  const range = /;RANGE=THISANDFUTURE/i.test(head) ? ";RANGE=THISANDFUTURE" : "";
  return `${name}${kind}${range}${tzid && !isDate ? `;TZID="${tzid}"` : ""}:${written.join(",")}`;
}

function isRealDate(value: string): boolean {
  const [, year, month, day] = DATE.exec(value) ?? [];
  const epochMs = Date.UTC(Number(year), Number(month) - 1, Number(day));
  return Number(year) >= 1000 && new Date(epochMs).toISOString().slice(0, 10) === `${year}-${month}-${day}`;
}

function isRealDateTime(value: string): boolean {
  const date = DATE_TIME.exec(value)?.[1];
  return date !== undefined && isRealDate(date);
}
