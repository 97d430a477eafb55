import type { Clock } from "../platform/clock.ts";
import type { Transactions, UnitOfWork } from "../platform/unit-of-work.ts";
import { addDays, localDateOf, startOfDay } from "./local-time.ts";
import { openTimeOf, type WorkingRules } from "./open-time.ts";
import type { OpenTimeRepository } from "./open-time.repository.ts";
import type { CalendarOptions } from "./swedish-calendar.ts";
import type { TimeRepository } from "./time.repository.ts";

/** Open time is written so many days ahead: 26 weeks, and as long again as the job may be away. */
const KNOWN_DAYS = 26 * 7 + 33;
/** The job writes it anew when fewer days are left, so that each person's is written about every other week. */
const RENEWED_DAYS = 26 * 7 + 19;
const PERSONS_AT_ONCE = 100;

/** Keeps what handläggare's rules come to as real time: the search never reads a rule. */
export interface OpenTimeKeeper {
  /** Writes the persons' open time anew from today on, with the persons locked. Call it in what changes a rule. */
  rewrite(personIds: readonly string[], unitOfWork: UnitOfWork): Promise<void>;
  /** Replaces rules of a person, all or nothing, and their open time with them. What is left out stands. */
  changeRules(personId: string, rules: Partial<WorkingRules>): Promise<void>;
  /** Writes it for those whose horizon has come near, or whose closed days are others. Does nothing the second time. */
  rollForward(): Promise<void>;
}

/** @param calendar the days on which the configuration closes everyone's office. */
export function createOpenTimeKeeper({
  openTime,
  time,
  transactions,
  clock,
  calendar,
}: {
  openTime: OpenTimeRepository;
  time: TimeRepository;
  transactions: Transactions;
  clock: Clock;
  calendar: CalendarOptions;
}): OpenTimeKeeper {
  const closedDays = JSON.stringify(calendar);

  async function rewrite(personIds: readonly string[], unitOfWork: UnitOfWork): Promise<void> {
    await time.lockPersons(personIds, unitOfWork);
    const first = localDateOf(clock.now());
    const until = addDays(first, KNOWN_DAYS);
    const dates = { first, last: addDays(until, -1) };
    const rules = await openTime.findRules(personIds, unitOfWork);
    const known = [...rules].map(([handlaggareId, own]) => ({
      handlaggareId,
      open: openTimeOf(own, dates, calendar),
      until,
      closedDays,
    }));
    await openTime.replace(known, startOfDay(first), unitOfWork);
  }

  return {
    rewrite,

    changeRules: (personId, change) =>
      transactions.transaction(async (unitOfWork) => {
        await time.lockPersons([personId], unitOfWork);
        const rules = (await openTime.findRules([personId], unitOfWork)).get(personId);
        if (!rules) throw new Error("A person without rules: no handläggare.");
        await openTime.replaceRules(personId, { ...rules, ...change }, unitOfWork);
        await rewrite([personId], unitOfWork);
      }),

    async rollForward() {
      const before = addDays(localDateOf(clock.now()), RENEWED_DAYS);
      const findDue = () => openTime.findDue({ before, closedDays }, PERSONS_AT_ONCE);
      for (let due = await findDue(); due.length > 0; due = await findDue()) {
        const personIds = due;
        await transactions.transaction((unitOfWork) => rewrite(personIds, unitOfWork));
      }
    },
  };
}
