import type { Violation } from "../platform/domain-error.ts";
import type { LocalDate } from "../scheduling/local-time.ts";
import type { CooperationRecord } from "./cooperation-record.ts";
import type { CaseCourse, Measure, RecordEnding, RecordRequest } from "./course.contract.ts";

/**
 * What a handläggare is to be asked of a cooperation, now that somebody knows it; nothing while there is nothing new to know.
 *
 * @param hasSurveyToCome whether the survey goes on in a meeting that is planned.
 */
export function nextQuestion(
  cooperation: CooperationRecord | undefined,
  { hasSurveyToCome, today }: { hasSurveyToCome: boolean; today: LocalDate },
): CaseCourse["asks"] {
  if (!cooperation || cooperation.endedOn !== null) return null;
  const { known, lastMeetingOn, result, measures } = cooperation;
  if (known.request?.source === "meeting") return "request";
  if (lastMeetingOn === null || hasSurveyToCome) return null;
  if (result === null) return "result";
  if (!known.measures && result === "plan_with_measures") return "measures";
  const isUnderWay = measures.some(({ endedOn }) => endedOn === null || endedOn >= today);
  return isUnderWay ? null : "ending";
}

/** What is wrong with a request, as it is told. */
export function requestViolations(
  { requestedOn, receivedOn }: RecordRequest,
  {
    today,
    current,
    previous,
  }: { today: LocalDate; current: CooperationRecord | undefined; previous: CooperationRecord | undefined },
): Violation[] {
  const toCome = [
    ...(requestedOn > today ? [inTheFuture("/requestedOn")] : []),
    ...(receivedOn && receivedOn > today ? [inTheFuture("/receivedOn")] : []),
  ];
  const isAfterMeeting = current?.firstMeetingOn && current.firstMeetingOn < requestedOn;
  const isTooEarly = previous?.endedOn && requestedOn < previous.endedOn;
  return [
    ...toCome,
    ...(isAfterMeeting
      ? [wrong("/requestedOn", "too_late", "Begäran kan inte ha skickats efter det första mötet.")]
      : []),
    ...(isTooEarly
      ? [wrong("/requestedOn", "too_early", "Begäran kan inte ligga före slutet på förra samarbetet.")]
      : []),
  ];
}

/** What is wrong with measures: they may be planned to end, not to have started. */
export function measureViolations(measures: readonly Measure[], today: LocalDate): Violation[] {
  return measures.flatMap(({ startedOn }, index) =>
    startedOn > today ? [inTheFuture(`/measures/${index}/startedOn`)] : [],
  );
}

/** What is wrong with how a cooperation is said to have ended. */
export function endingViolations(
  { endedOn }: RecordEnding,
  { requestedOn, lastMeetingOn }: CooperationRecord,
  today: LocalDate,
): Violation[] {
  if (endedOn > today) return [inTheFuture("/endedOn")];
  return endedOn < (lastMeetingOn ?? requestedOn)
    ? [wrong("/endedOn", "too_early", "Samarbetet kan inte sluta före begäran eller det sista mötet.")]
    : [];
}

const inTheFuture = (pointer: string) =>
  wrong(pointer, "in_the_future", "Datumet kan inte ligga i framtiden.");
const wrong = (pointer: string, code: string, detail: string): Violation => ({ pointer, code, detail });
