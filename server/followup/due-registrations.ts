import { isDeepStrictEqual } from "node:util";
import type { ConsentRecord } from "../people/consent-record.ts";
import { followUpOf } from "../people/consent-record.ts";
import type { Protection } from "../people/people.contract.ts";
import type { CooperationRecord } from "./cooperation-record.ts";
import type { RegistrationContent, RegistrationKind } from "./registrations.contract.ts";

/** A registration as it should be now. */
export interface DueRegistration {
  readonly kind: RegistrationKind;
  readonly anonymous: boolean;
  readonly happenedOn: string;
  readonly content: RegistrationContent;
}

/** A registration as it stands: the latest of its kind. */
export interface StandingRegistration extends DueRegistration {
  readonly id: string;
  readonly revision: number;
  readonly retracts: boolean;
  readonly isHandedOver: boolean;
}

/** What the person has said of SUS, as far as it decides how they are counted. */
export type SusAnswer = Pick<ConsentRecord, "kind" | "answer" | "withdrawnAt" | "period">;

/**
 * The registrations that SUS takes of a cooperation: the request, the first meeting of the survey, and what came of it after the last. By
 * name only where the person has agreed to it for this period, and has no protected identity; otherwise with nothing that points at them.
 *
 * @param answers the latest first.
 */
export function dueRegistrations(
  cooperation: CooperationRecord,
  { answers, protection }: { answers: readonly SusAnswer[]; protection: Protection },
): DueRegistration[] {
  const anonymous = protection !== "none" || followUpOf(answersFor(cooperation, answers)) !== "identified";
  const { requestedOn, firstMeetingOn, lastMeetingOn, result } = cooperation;
  const { benefit, sex, birthYear } = cooperation;
  const who = anonymous
    ? { benefit, sex, ageGroup: ageGroupOf(birthYear, requestedOn) }
    : { benefit, sex, birthYear };
  const { requestedBy, receivedOn, employment, enrolledAtAf, studies } = cooperation;
  const asked = { requestedBy, receivedOn, employment, enrolledAtAf, studies };
  const kommun = anonymous ? {} : { kommun: cooperation.kommun };
  const common = { anonymous };
  return [
    { ...common, kind: "request", happenedOn: requestedOn, content: { ...who, ...asked, ...kommun } },
    ...(firstMeetingOn
      ? [{ ...common, kind: "first_meeting" as const, happenedOn: firstMeetingOn, content: who }]
      : []),
    ...(lastMeetingOn && result
      ? [{ ...common, kind: "last_meeting" as const, happenedOn: lastMeetingOn, content: { ...who, result } }]
      : []),
  ];
}

/** A consent is for one period of cooperation: one given for another says nothing of this. */
function answersFor({ requestedOn, endedOn }: CooperationRecord, answers: readonly SusAnswer[]) {
  return answers.filter(
    ({ kind, period }) =>
      kind === "sus" &&
      period &&
      (endedOn === null || period.fromOn <= endedOn) &&
      (period.untilOn === null || requestedOn <= period.untilOn),
  );
}

function ageGroupOf(birthYear: number, on: string): "18-29" | "30-65" | "other" {
  const age = Number(on.slice(0, 4)) - birthYear;
  if (age < 18 || age > 65) return "other";
  return age < 30 ? "18-29" : "30-65";
}

/** What has to be done for the registrations to be as they should. */
export interface RegistrationChanges {
  readonly add: readonly (DueRegistration & { readonly revision: number; readonly retracts: boolean })[];
  /** Not handed over yet: made anew, to be checked again. */
  readonly renew: readonly (DueRegistration & { readonly id: string; readonly retracts: boolean })[];
  readonly removeIds: readonly string[];
}

/**
 * What has been handed over is never changed: a new one corrects it, or retracts it when it should not have been. What nobody has handed
 * over is as it should be now. Nothing changes where nothing differs, so that it may run any number of times.
 */
export function registrationChanges(
  due: readonly DueRegistration[],
  standing: readonly StandingRegistration[],
): RegistrationChanges {
  const unmet = standing.filter(({ kind }) => !due.some((each) => each.kind === kind));
  const differing = due.flatMap((wanted) => {
    const stands = standing.find(({ kind }) => kind === wanted.kind);
    return stands && (stands.retracts || !isSame(wanted, stands)) ? [{ wanted, stands }] : [];
  });
  const toRetract = unmet.filter(({ retracts }) => !retracts);
  return {
    add: [
      ...due
        .filter((wanted) => !standing.some(({ kind }) => kind === wanted.kind))
        .map((wanted) => ({ ...wanted, revision: 1, retracts: false })),
      ...differing
        .filter(({ stands }) => stands.isHandedOver)
        .map(({ wanted, stands }) => ({ ...wanted, revision: stands.revision + 1, retracts: false })),
      ...toRetract
        .filter(({ isHandedOver }) => isHandedOver)
        .map((stands) => ({ ...asDue(stands), revision: stands.revision + 1, retracts: true })),
    ],
    renew: [
      ...differing
        .filter(({ stands }) => !stands.isHandedOver)
        .map(({ wanted, stands }) => ({ ...wanted, id: stands.id, retracts: false })),
      ...toRetract
        .filter(({ isHandedOver, revision }) => !isHandedOver && revision > 1)
        .map((stands) => ({ ...asDue(stands), id: stands.id, retracts: true })),
    ],
    removeIds: toRetract
      .filter(({ isHandedOver, revision }) => !isHandedOver && revision === 1)
      .map(({ id }) => id),
  };
}

const asDue = ({ kind, anonymous, happenedOn, content }: DueRegistration): DueRegistration => ({
  kind,
  anonymous,
  happenedOn,
  content,
});
const isSame = (one: DueRegistration, other: DueRegistration) => isDeepStrictEqual(asDue(one), asDue(other));
