import type { CaseRecord } from "../people/case-record.ts";
import { localDateOf } from "../scheduling/local-time.ts";
import type { CooperationRecord, SurveyRecord } from "./cooperation-record.ts";
import { nextQuestion } from "./course-rules.ts";
import type { CaseCourse, Cooperation } from "./course.contract.ts";

const TO_COME: readonly string[] = ["draft", "offered", "booked"];

/** A case's course as a handläggare may know it: days in a benefit only where they are theirs to know. */
export function presentCourse(
  {
    record,
    known,
    surveys,
    mayTellBenefitDays,
  }: {
    record: CaseRecord;
    known: readonly CooperationRecord[];
    surveys: readonly SurveyRecord[];
    mayTellBenefitDays: boolean;
  },
  now: Date,
): CaseCourse {
  const hasSurveyToCome = surveys.some(({ status, startsAt }) => TO_COME.includes(status) && startsAt > now);
  return {
    caseId: record.id,
    individualName: record.individualName,
    cooperations: known.map((cooperation) => presentCooperation(cooperation, mayTellBenefitDays)),
    asks: nextQuestion(known[0], { hasSurveyToCome, today: localDateOf(now) }),
    mayTellBenefitDays,
  };
}

function presentCooperation(cooperation: CooperationRecord, mayTellBenefitDays: boolean): Cooperation {
  const { id, revision, requestedOn, requestedBy, receivedOn, employment, kommun } = cooperation;
  const { enrolledAtAf, studies, firstMeetingOn, lastMeetingOn, result } = cooperation;
  const { measures, endedOn, ending, wentTo, known } = cooperation;
  const data = Object.entries(known).filter(([datum]) => mayTellBenefitDays || datum !== "benefit_days");
  return {
    ...{ id, revision, requestedOn, requestedBy, receivedOn, employment, kommun, enrolledAtAf, studies },
    benefitDaysBefore: mayTellBenefitDays ? cooperation.benefitDaysBefore : null,
    ...{ firstMeetingOn, lastMeetingOn, result, endedOn, ending, wentTo },
    measures: [...measures],
    known: Object.fromEntries(
      data.map(([datum, { knownAt, ...rest }]) => [datum, { ...rest, knownAt: knownAt.toISOString() }]),
    ),
  };
}
