import type { AbsenceRecord } from "./absence-record.ts";
import type { AbsencesRepository } from "./absences.repository.ts";
import { busyTimeIn, openTimeIn, type Period } from "./busy-time.ts";
import type { ExternalBusyRepository } from "./external-busy.repository.ts";
import { instantOfEpochMinute, type Interval } from "./intervals.ts";
import type { PersonTimeRepository } from "./person-time.repository.ts";

/** How a handläggare's time looks in a period: to themselves, and to everyone else. */
export interface ReadPersonTime {
  /** Working hours as real time, absences with their titles, and what their other calendars say: for the person alone. */
  own(personId: string, period: Period): Promise<OwnTime>;
  /** When their meetings are, and times held for one. Epoch minutes. */
  meetings(personId: string, period: Period): Promise<readonly Interval[]>;
  /** Busy or not, in whole minutes, merged. Somebody of whom nothing is known is busy throughout. */
  busy(personId: string, period: Period): Promise<Period[]>;
}

/** A person's time as they see it themselves. */
export interface OwnTime {
  readonly workingHours: Period[];
  readonly absences: AbsenceRecord[];
  readonly externalBusy: Period[];
  /** One of their other calendars can't be read, so that nobody can book them. */
  readonly isUnknown: boolean;
}

export function createReadPersonTime({
  personTime,
  absences,
  listExternalBusy,
}: {
  personTime: PersonTimeRepository;
  absences: AbsencesRepository;
  listExternalBusy: ExternalBusyRepository["list"];
}): ReadPersonTime {
  const nothing = { openTime: [], away: [], meetings: [], isUnknown: false };
  const load = async (personId: string, { startAt, endAt }: Period) => {
    const [person] = await personTime.loadHandlaggare({
      sides: [{ handlaggareIds: [personId] }],
      from: startAt,
      to: endAt,
    });
    return person ?? nothing;
  };
  return {
    async own(personId, period) {
      const [{ openTime, isUnknown }, ownAbsences, externalBusy] = await Promise.all([
        load(personId, period),
        absences.list(personId, period),
        listExternalBusy(personId, period),
      ]);
      const workingHours = openTimeIn(period, openTime).map(periodOf);
      return { workingHours, absences: ownAbsences, externalBusy: externalBusy.map(periodOf), isUnknown };
    },

    meetings: async (personId, period) => (await load(personId, period)).meetings,

    async busy(personId, period) {
      const person = await load(personId, period);
      return busyTimeIn(period, person.isUnknown ? nothing : person).map(periodOf);
    },
  };
}

function periodOf({ start, end }: Interval): Period {
  return { startAt: instantOfEpochMinute(start), endAt: instantOfEpochMinute(end) };
}
