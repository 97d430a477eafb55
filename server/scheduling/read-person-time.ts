import type { AbsenceRecord } from "./absence-record.ts";
import type { AbsencesRepository } from "./absences.repository.ts";
import { busyTimeIn, openTimeIn, type Period } from "./busy-time.ts";
import { instantOfEpochMinute, type Interval } from "./intervals.ts";
import type { PersonTimeRepository } from "./person-time.repository.ts";

/** How a handläggare's time looks in a period: to themselves, and to everyone else. */
export interface ReadPersonTime {
  /** Working hours as real time, and absences with their titles: for the person alone. */
  own(personId: string, period: Period): Promise<{ workingHours: Period[]; absences: AbsenceRecord[] }>;
  /** Busy or not, in whole minutes, merged. Somebody of whom nothing is known is busy throughout. */
  busy(personId: string, period: Period): Promise<Period[]>;
}

export function createReadPersonTime({
  personTime,
  absences,
}: {
  personTime: PersonTimeRepository;
  absences: AbsencesRepository;
}): ReadPersonTime {
  const nothing = { openTime: [], away: [], meetings: [] };
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
      const [{ openTime }, ownAbsences] = await Promise.all([
        load(personId, period),
        absences.list(personId, period),
      ]);
      return { workingHours: openTimeIn(period, openTime).map(periodOf), absences: ownAbsences };
    },

    busy: async (personId, period) => busyTimeIn(period, await load(personId, period)).map(periodOf),
  };
}

function periodOf({ start, end }: Interval): Period {
  return { startAt: instantOfEpochMinute(start), endAt: instantOfEpochMinute(end) };
}
