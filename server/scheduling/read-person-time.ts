import type { AbsenceRecord } from "./absence-record.ts";
import type { AbsencesRepository } from "./absences.repository.ts";
import { busyTimeIn, workingTimeIn, type Period } from "./busy-time.ts";
import { instantOfEpochMinute, type Interval } from "./intervals.ts";
import type { PersonTime, TimeRepository } from "./time.repository.ts";

/** How a handläggare's time looks in a period: to themselves, and to everyone else. */
export interface ReadPersonTime {
  /** Working hours as real time, and absences with their titles: for the person alone. */
  own(personId: string, period: Period): Promise<{ workingHours: Period[]; absences: AbsenceRecord[] }>;
  /** Busy or not, in whole minutes, merged. Somebody of whom nothing is known is busy throughout. */
  busy(personId: string, period: Period): Promise<Period[]>;
}

export function createReadPersonTime({
  time,
  absences,
}: {
  time: TimeRepository;
  absences: AbsencesRepository;
}): ReadPersonTime {
  async function load(personId: string, { startAt, endAt }: Period): Promise<PersonTime> {
    const [person] = await time.loadTime({ personIds: [personId], from: startAt, to: endAt });
    return person ?? { personId, weeklyHours: [], absences: [], occupied: [] };
  }
  return {
    async own(personId, period) {
      const [{ weeklyHours }, ownAbsences] = await Promise.all([
        load(personId, period),
        absences.list(personId, period),
      ]);
      return { workingHours: workingTimeIn(period, weeklyHours).map(periodOf), absences: ownAbsences };
    },

    busy: async (personId, period) => busyTimeIn(period, await load(personId, period)).map(periodOf),
  };
}

function periodOf({ start, end }: Interval): Period {
  return { startAt: instantOfEpochMinute(start), endAt: instantOfEpochMinute(end) };
}
