import type { StaffActor } from "../identity/actor.ts";
import type { ReadMeetings } from "../meetings/read-meetings.ts";
import type { FindHandlaggare } from "../people/staff-record.ts";
import { DomainError } from "../platform/domain-error.ts";
import { presentAbsence } from "../scheduling/absence-record.ts";
import type { Period } from "../scheduling/busy-time.ts";
import { datesBetween, localDateOf } from "../scheduling/local-time.ts";
import type { ReadPersonTime } from "../scheduling/read-person-time.ts";
import { closedDayOn, type CalendarOptions } from "../scheduling/swedish-calendar.ts";
import type { BusyTime, OwnCalendar } from "./calendars.contract.ts";
import sv from "./locales/sv.json" with { type: "json" };

/** More than anybody has meetings in the longest period that can be asked for. */
const ALL_MEETINGS = { limit: 2_000, page: 1 };

/** Calendars on screen. */
export interface ReadCalendar {
  /** A handläggare's own meetings, working hours and absences, and the holidays of the period. */
  own(actor: StaffActor, period: Period): Promise<OwnCalendar>;
  /**
   * Anyone's time as everybody in both agencies may see it: busy or not.
   *
   * @throws DomainError `not_found` for somebody who is no active handläggare.
   */
  busyTime(personId: string, period: Period): Promise<BusyTime>;
}

export function createReadCalendar({
  readMeetings,
  readPersonTime,
  findHandlaggare,
  calendar,
}: {
  readMeetings: Pick<ReadMeetings, "list">;
  readPersonTime: ReadPersonTime;
  findHandlaggare: FindHandlaggare;
  calendar: CalendarOptions;
}): ReadCalendar {
  return {
    async own(actor, period) {
      const [meetings, time] = await Promise.all([
        readMeetings.list(actor, { from: period.startAt, to: period.endAt }, ALL_MEETINGS),
        readPersonTime.own(actor.personId, period),
      ]);
      return {
        meetings: meetings.items,
        workingHours: time.workingHours.map(presentPeriod),
        absences: time.absences.map(presentAbsence),
        externalBusy: time.externalBusy.map(presentPeriod),
        isUnknown: time.isUnknown,
        holidays: holidaysIn(period, calendar),
      };
    },

    async busyTime(personId, period) {
      const [known] = await findHandlaggare([personId]);
      if (!known) throw new DomainError("not_found", "Handläggaren finns inte.");
      return { personId, busy: (await readPersonTime.busy(personId, period)).map(presentPeriod) };
    },
  };
}

function presentPeriod({ startAt, endAt }: Period) {
  return { startAt: startAt.toISOString(), endAt: endAt.toISOString() };
}

/** The closed days that a period touches; it may end at the midnight before one. */
function holidaysIn({ startAt, endAt }: Period, calendar: CalendarOptions): OwnCalendar["holidays"] {
  const lastInstant = new Date(endAt.getTime() - 1);
  return datesBetween(localDateOf(startAt), localDateOf(lastInstant)).flatMap((on) => {
    const closed = closedDayOn(on, calendar);
    return closed ? [{ on, name: sv.holiday[closed] }] : [];
  });
}
