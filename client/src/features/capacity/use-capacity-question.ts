import { computed } from "vue";
import { useRoute, useRouter } from "vue-router";
import type { Office } from "../../../../server/people/people.contract.ts";
import { addDays, isDate, today } from "../../time/calendar-dates.ts";

const SHOWN_DAYS = 13;

/** What is asked, as chosen so far. */
export interface CapacityQuestion {
  readonly officeId: string;
  readonly otherOfficeId: string;
  readonly fromOn: string;
  readonly toOn: string;
}

/**
 * The two offices and the period that are looked at, kept in the address (`?fk=…&af=…&fran=…&till=…`). Until somebody
 * chooses: two weeks, one's own office, and the other agency's first in the same län.
 */
export function useCapacityQuestion(
  offices: () => readonly Office[],
  me: () => { organisationId: string; officeName: string } | undefined,
) {
  const route = useRoute();
  const router = useRouter();
  const text = (name: string) => {
    const value = route.query[name];
    return typeof value === "string" ? value : undefined;
  };

  const question = computed<CapacityQuestion>(() => {
    const own = offices().find(
      ({ organisationId, name }) => organisationId === me()?.organisationId && name === me()?.officeName,
    );
    const near = (agency: string) =>
      own?.organisationId === agency
        ? own
        : offices().find(({ organisationId, lan }) => organisationId === agency && lan === own?.lan);
    return {
      officeId: text("fk") ?? near("forsakringskassan")?.id ?? "",
      otherOfficeId: text("af") ?? near("arbetsformedlingen")?.id ?? "",
      fromOn: text("fran") ?? today(),
      toOn: text("till") ?? addDays(today(), SHOWN_DAYS),
    };
  });

  /** A date that comes after the other takes it along. */
  function change(part: Partial<CapacityQuestion>) {
    const changed = { ...question.value, ...part };
    const { officeId, otherOfficeId } = changed;
    const isTurned = changed.fromOn > changed.toOn;
    const fromOn = isTurned && part.toOn ? part.toOn : changed.fromOn;
    const toOn =
      isTurned && part.fromOn && isDate(part.fromOn) ? addDays(part.fromOn, SHOWN_DAYS) : changed.toOn;
    return router.replace({ query: { fk: officeId, af: otherOfficeId, fran: fromOn, till: toOn } });
  }

  const complete = computed(() => {
    const { officeId, otherOfficeId, fromOn, toOn } = question.value;
    return officeId && otherOfficeId && isDate(fromOn) && isDate(toOn) ? question.value : undefined;
  });
  return { question, complete, change };
}
