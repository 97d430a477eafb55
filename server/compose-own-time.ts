import type { Clock } from "./platform/clock.ts";
import type { Transactions } from "./platform/unit-of-work.ts";
import type { PeopleRepository } from "./people/people.repository.ts";
import type { AbsencesRepository } from "./scheduling/absences.repository.ts";
import { createAddAbsence } from "./scheduling/add-absence.ts";
import { createChangeAbsence } from "./scheduling/change-absence.ts";
import { createFindCollisions } from "./scheduling/find-collisions.ts";
import { createOpenTimeKeeper } from "./scheduling/keep-open-time.ts";
import { createKeepWorkingPattern } from "./scheduling/keep-working-pattern.ts";
import type { OfficeWeekRepository } from "./scheduling/office-week.repository.ts";
import type { OpenTimeRepository } from "./scheduling/open-time.repository.ts";
import type { PersonTimeRepository } from "./scheduling/person-time.repository.ts";
import { createReadOfficeWeek } from "./scheduling/read-office-week.ts";
import { createRemoveAbsence } from "./scheduling/remove-absence.ts";
import type { CalendarOptions } from "./scheduling/swedish-calendar.ts";
import type { TimeRepository } from "./scheduling/time.repository.ts";
import type { WorkingPatternRepository } from "./scheduling/working-pattern.repository.ts";

interface Needs {
  readonly shared: { readonly transactions: Transactions; readonly clock: Clock };
  readonly repositories: {
    readonly absences: AbsencesRepository;
    readonly time: TimeRepository;
    readonly openTime: OpenTimeRepository;
    readonly patterns: WorkingPatternRepository;
    readonly personTime: PersonTimeRepository;
    readonly officeWeeks: OfficeWeekRepository;
    readonly people: Pick<PeopleRepository, "findStaffMember" | "listOfOffice">;
  };
  readonly calendar: CalendarOptions;
}

/** Puts together how handläggare keep their own time: working hours, absences, what collides with them, and the office side by side. */
export function composeOwnTime({ shared, repositories, calendar }: Needs) {
  const own = { ...shared, ...repositories };
  const openTime = createOpenTimeKeeper({ ...own, calendar });
  return {
    openTime,
    keepWorkingPattern: createKeepWorkingPattern({
      ...own,
      openTimeKeeper: openTime,
      findCollisions: createFindCollisions({ ...own, calendar }),
    }),
    addAbsence: createAddAbsence(own),
    changeAbsence: createChangeAbsence(own),
    removeAbsence: createRemoveAbsence(own),
    readOfficeWeek: createReadOfficeWeek({ ...own, ...repositories.people }),
  };
}
