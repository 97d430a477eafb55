import { z } from "zod";
import { LocalDate } from "../../http/conventions.contract.ts";
import { instantAt } from "../../scheduling/local-time.ts";

/** What a line is known again by: the agency's own reference. */
export const Reference = z.string().max(100);
export const YesNo = z.enum(["yes", "no"]).transform((word) => word === "yes");
export const BirthYear = z.coerce.number().int().min(1900).max(2100);

/** A cell that should have been something else: `code` is a key of `history.sv.json`. */
export function refuse(context: z.core.$RefinementCtx<unknown>, column: string, code: string): void {
  context.addIssue({ code: "custom", path: [column], params: { code } });
}

/** A day (noon), a day and a time of the Swedish clock, or an instant with its offset. */
export const Moment = z.string().transform((text, context) => {
  const moment = momentOf(text);
  if (moment) return moment;
  context.addIssue({ code: "custom", params: { code: "no_such_time" } });
  return z.NEVER;
});

const CLOCK = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d)$/;

function momentOf(text: string): Date | undefined {
  if (LocalDate.safeParse(text).success) return noonOf(text);
  const [, date, time] = CLOCK.exec(text) ?? [];
  try {
    if (date && time) return LocalDate.safeParse(date).success ? instantAt(date, time) : undefined;
  } catch {
    return undefined;
  }
  return z.iso.datetime({ offset: true }).safeParse(text).success ? new Date(text) : undefined;
}

/** When a thing is said to have been known of which only the day is. */
export function noonOf(date: string): Date {
  return instantAt(date, "12:00");
}
