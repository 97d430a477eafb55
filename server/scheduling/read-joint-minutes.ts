import { capacityByDay } from "./capacity.ts";
import { epochMinuteOf } from "./intervals.ts";
import { localDaysIn } from "./local-days.ts";
import { addDays, startOfDay, type LocalDate } from "./local-time.ts";
import type { PersonTimeRepository } from "./person-time.repository.ts";
import { candidateOf } from "./search-input.ts";
import type { CalendarOptions } from "./swedish-calendar.ts";

/**
 * Minutes that some offices of both agencies have free together in a period: at each time as many as the agency with fewest free handläggare
 * could take part in, as on the page of capacity. Tells no persons.
 *
 * @param period.days from its first day, in Europe/Stockholm.
 */
export type ReadJointMinutes = (
  offices: readonly { readonly id: string; readonly organisationId: string }[],
  period: { readonly fromOn: LocalDate; readonly days: number },
) => Promise<number>;

export function createReadJointMinutes({
  personTime,
  calendar,
}: {
  readonly personTime: Pick<PersonTimeRepository, "loadHandlaggare">;
  readonly calendar: CalendarOptions;
}): ReadJointMinutes {
  return async (offices, { fromOn, days }) => {
    const [from, to] = [startOfDay(fromOn), startOfDay(addDays(fromOn, days))];
    const pools = offices.map(({ id }) => ({ pool: { officeId: id } }));
    const persons = await personTime.loadHandlaggare({ sides: pools, from, to });
    const window = { from: epochMinuteOf(from), to: epochMinuteOf(to) };
    const sides = [...new Set(offices.map(({ organisationId }) => organisationId))].map((side) => ({
      side,
      candidates: persons
        .filter(({ organisationId }) => organisationId === side)
        .map((person) => candidateOf(person, window)),
    }));
    return capacityByDay({ window, days: localDaysIn(window, calendar), sides }).reduce(
      (sum, { jointMinutes }) => sum + jointMinutes,
      0,
    );
  };
}
