import { z } from "zod";
import { DomainError } from "../platform/domain-error.ts";
import type { Period } from "../scheduling/busy-time.ts";
import { addDays, localDateOf, startOfDay } from "../scheduling/local-time.ts";

const MOST_DAYS = 90;
/** How far is told when nobody says. */
const USUAL_DAYS = 42;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

const Parameters = z.object({
  start: z.string().max(40).optional(),
  end: z.string().max(40).optional(),
});

/** A date or an instant as calendar programs write them: in the basic form of iCalendar or as RFC 3339, always with a zone. */
const INSTANT = /^2[01]\d\d-?\d\d-?\d\dT\d\d:?\d\d:?\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)$/;
const DATE = /^(2[01]\d\d)-?(\d\d)-?(\d\d)$/;

/**
 * The period that somebody asks about, in whole minutes: from `start`, or the beginning of the day, to `end`, or 42 days later.
 * A date is its midnight in Sweden.
 *
 * @throws DomainError `malformed` for what is no time or no period, or is longer than 90 days.
 */
export function freeBusyPeriod(query: unknown, now: Date): Period {
  const parsed = Parameters.safeParse(query);
  if (!parsed.success) throw malformed();
  const { start, end } = parsed.data;
  const startAt = start === undefined ? startOfDay(localDateOf(now)) : instantOf(start);
  const endAt = end === undefined ? daysAfter(startAt, USUAL_DAYS) : instantOf(end);
  // An hour more, for a period of dates in which the clock is set back.
  const isTooLong = endAt.getTime() - startAt.getTime() > MOST_DAYS * DAY_MS + DAY_MS / 24;
  if (!(startAt < endAt) || isTooLong) throw malformed();
  return { startAt, endAt };
}

function daysAfter(instant: Date, days: number): Date {
  return new Date(instant.getTime() + days * DAY_MS);
}

function instantOf(text: string): Date {
  const [, year, month, day] = DATE.exec(text) ?? [];
  if (year) return midnightOf(`${year}-${month}-${day}`);
  if (!INSTANT.test(text)) throw malformed();
  const [date = "", time = ""] = text.split("T");
  const extended = `${date.replaceAll("-", "").replace(/^(.{4})(..)/, "$1-$2-")}T${time
    .replaceAll(":", "")
    .replace(/^(..)(..)(..(?:\.\d+)?)/, "$1:$2:$3")
    .replace(/([+-]..)(..)$/, "$1:$2")}`;
  const epochMs = Date.parse(extended);
  if (Number.isNaN(epochMs)) throw malformed();
  return new Date(Math.floor(epochMs / MINUTE_MS) * MINUTE_MS);
}

function midnightOf(date: string): Date {
  try {
    return startOfDay(addDays(date, 0));
  } catch (error) {
    if (error instanceof RangeError) throw malformed();
    throw error;
  }
}

function malformed(): DomainError {
  return new DomainError(
    "malformed",
    `Ange start och end som datum eller tidpunkter med tidszon, högst ${MOST_DAYS} dagar ifrån varandra.`,
  );
}
