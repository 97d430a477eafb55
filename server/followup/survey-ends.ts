import { localDateOf, type LocalDate } from "../scheduling/local-time.ts";
import type { SurveyEnd, SurveyEnds, SurveyRecord } from "./cooperation-record.ts";

/** A period of cooperation, as far as it says which meetings are its own. */
interface Period {
  readonly id: string;
  readonly requestedOn: LocalDate;
  readonly endedOn: LocalDate | null;
}

/**
 * The first and the last meeting held of each cooperation's survey. A meeting belongs, by the Swedish day it was held, to the latest period
 * that had been asked for and was not over. However many meetings a survey has, it is one; a meeting said after all not to have been held
 * leaves it again.
 */
export function surveyEndsOf<Of extends Period>(
  periods: readonly Of[],
  surveys: readonly SurveyRecord[],
): Map<Of, SurveyEnds> {
  const held = surveys
    .filter(({ status }) => status === "held")
    .toSorted((one, other) => one.startsAt.getTime() - other.startsAt.getTime());
  return new Map(
    periods.map((period) => {
      const own = held.filter((survey) => periodOf(periods, localDateOf(survey.startsAt)) === period);
      return [period, { first: endOf(own[0]), last: endOf(own.at(-1)) }];
    }),
  );
}

function periodOf<Of extends Period>(periods: readonly Of[], on: LocalDate): Of | undefined {
  return periods
    .filter(({ requestedOn, endedOn }) => requestedOn <= on && (endedOn === null || on <= endedOn))
    .toSorted((one, other) => one.requestedOn.localeCompare(other.requestedOn))
    .at(-1);
}

function endOf(survey: SurveyRecord | undefined): SurveyEnd | null {
  if (!survey) return null;
  const { meetingId, startsAt, heldKnownAt } = survey;
  return { meetingId, on: localDateOf(startsAt), knownAt: heldKnownAt ?? startsAt };
}
