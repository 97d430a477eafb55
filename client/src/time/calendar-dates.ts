import { dateOf } from "./format-time.ts";

/** Today's date in Sweden, `YYYY-MM-DD`. */
export function today(): string {
  return dateOf(new Date().toISOString());
}

/** The date a number of days after another, both `YYYY-MM-DD`. */
export function addDays(on: string, days: number): string {
  const date = new Date(`${on}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** Whether a text is a date as on the wire; what a person is still typing isn't. */
export function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
}
