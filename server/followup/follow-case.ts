import type { StaffActor } from "../identity/actor.ts";
import { MEETING_TYPE } from "../meetings/types/registered-types.contract.ts";
import type { FindCase } from "../people/case-record.ts";
import type { ConsentRecord } from "../people/consent-record.ts";
import type { Clock } from "../platform/clock.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import { localDateOf } from "../scheduling/local-time.ts";
import type { CooperationRecord, SurveyEnds, SurveyRecord } from "./cooperation-record.ts";
import type { CooperationsRepository } from "./cooperations.repository.ts";
import { dueRegistrations, registrationChanges } from "./due-registrations.ts";
import type { RegistrationsRepository } from "./registrations.repository.ts";
import { surveyEndsOf } from "./survey-ends.ts";

/** Keeps a case's course as what has happened makes it, in the transaction in which it happens. */
export interface FollowCase {
  /** A joint survey is asked for: where no cooperation is under way, one has been requested. Other types change nothing. */
  requested(
    actor: StaffActor,
    asked: { readonly caseId: string; readonly type: keyof typeof MEETING_TYPE },
    unitOfWork: UnitOfWork,
  ): Promise<void>;
  /** Brings first and last meetings, and the registrations in SUS, into line with the case as it is now. May run any number of times. */
  changed(caseId: string, unitOfWork: UnitOfWork): Promise<void>;
}

interface Dependencies {
  readonly cooperations: CooperationsRepository;
  readonly registrations: RegistrationsRepository;
  readonly findCase: FindCase;
  readonly listConsents: (caseId: string, unitOfWork?: UnitOfWork) => Promise<ConsentRecord[]>;
  readonly clock: Clock;
}

export function createFollowCase(dependencies: Dependencies): FollowCase {
  const { cooperations, findCase, listConsents, clock } = dependencies;

  async function changed(caseId: string, unitOfWork: UnitOfWork): Promise<void> {
    const known = (await cooperations.list(caseId, unitOfWork)).filter(({ isImported }) => !isImported);
    const record = await findCase(caseId, unitOfWork);
    if (known.length === 0 || !record) return;
    const surveys = await cooperations.listSurveys(caseId, unitOfWork);
    const answers = await listConsents(caseId, unitOfWork);
    for (const [cooperation, ends] of surveyEndsOf(known, surveys)) {
      if (differs(cooperation, ends)) await cooperations.setSurveyEnds(cooperation.id, ends, unitOfWork);
      const now = withEnds(cooperation, ends);
      const officeId = fkOfficeOf(record, surveys);
      if (!officeId) continue;
      const due = dueRegistrations(now, { answers, protection: record.protection });
      const standing = await dependencies.registrations.listStanding(cooperation.id, unitOfWork);
      const about = { cooperationId: cooperation.id, officeId, at: clock.now() };
      await dependencies.registrations.apply(registrationChanges(due, standing), about, unitOfWork);
    }
  }

  return {
    changed,
    async requested(actor, { caseId, type }, unitOfWork) {
      if (!MEETING_TYPE[type].isJointSurvey) return;
      const known = await cooperations.list(caseId, unitOfWork);
      const record = await findCase(caseId, unitOfWork);
      if (!record) return;
      const isUnderWay = known.some(({ endedOn, isImported }) => endedOn === null && !isImported);
      // A further meeting of the same survey tells nothing new, but which office comes where the case is the other agency's.
      if (isUnderWay && record.ownerOrganisationId === "forsakringskassan") return;
      if (!isUnderWay) {
        const { sex, birthYear, benefit, ownerOfficeId: officeId } = record;
        const at = clock.now();
        const requestedOn = localDateOf(at);
        const asked = { ...NOT_ASKED_YET, requestedOn, requestedBy: actor.organisationId };
        const said = { by: actor.personId, source: "meeting", at } as const;
        await cooperations.insert({ ...asked, caseId, sex, birthYear, benefit, officeId }, said, unitOfWork);
      }
      await changed(caseId, unitOfWork);
    },
  };
}

const NOT_ASKED_YET = {
  receivedOn: null,
  employment: null,
  kommun: null,
  enrolledAtAf: null,
  studies: null,
  benefitDaysBefore: null,
} as const;

function differs(cooperation: CooperationRecord, { first, last }: SurveyEnds): boolean {
  const isKnownSince = (datum: "first_meeting" | "last_meeting", at: Date | undefined) =>
    cooperation.known[datum]?.knownAt.getTime() === at?.getTime();
  return (
    cooperation.firstMeetingId !== (first?.meetingId ?? null) ||
    cooperation.lastMeetingId !== (last?.meetingId ?? null) ||
    !isKnownSince("first_meeting", first?.knownAt) ||
    !isKnownSince("last_meeting", last?.knownAt)
  );
}

function withEnds(cooperation: CooperationRecord, { first, last }: SurveyEnds): CooperationRecord {
  return { ...cooperation, firstMeetingOn: first?.on ?? null, lastMeetingOn: last?.on ?? null };
}

/** The office that registers: the case's own, or that of whoever comes from Försäkringskassan. */
function fkOfficeOf(
  { ownerOrganisationId, ownerOfficeId }: { ownerOrganisationId: string; ownerOfficeId: string },
  surveys: readonly SurveyRecord[],
): string | undefined {
  if (ownerOrganisationId === "forsakringskassan") return ownerOfficeId;
  return surveys.toReversed().find(({ fkOfficeId }) => fkOfficeId !== null)?.fkOfficeId ?? undefined;
}
