import type { RecordAudit } from "../audit/record-audit.ts";
import type { StaffActor } from "../identity/actor.ts";
import { coursePolicy } from "../identity/policy/policy.ts";
import type { CaseRecord, FindCase } from "../people/case-record.ts";
import type { Clock } from "../platform/clock.ts";
import { DomainError, type Violation } from "../platform/domain-error.ts";
import type { Transactions, UnitOfWork } from "../platform/unit-of-work.ts";
import { localDateOf } from "../scheduling/local-time.ts";
import type { CooperationRecord, Said } from "./cooperation-record.ts";
import type { CooperationsRepository } from "./cooperations.repository.ts";
import { presentCourse } from "./course-presenter.ts";
import { endingViolations, measureViolations, requestViolations } from "./course-rules.ts";
import type {
  CaseCourse,
  RecordEnding,
  RecordMeasures,
  RecordRequest,
  RecordResult,
} from "./course.contract.ts";
import type { FollowCase } from "./follow-case.ts";

/** The course as the handläggare saw it: the revision of its latest cooperation, 0 when there was none. */
export interface SeenCourse {
  readonly caseId: string;
  readonly revision: number;
}

/**
 * A case's course: read, and what Samtid can't know told once by the handläggare who knows it. What is told may be told anew, and is
 * then right; when it was first known stays. Audited.
 *
 * Each throws DomainError `not_found` for a case one may not follow; those that tell also `revision_mismatch`, `invalid`, and
 * `wrong_state` where there is no cooperation to tell it of.
 */
export interface KeepCourse {
  read(actor: StaffActor, caseId: string): Promise<CaseCourse>;
  /** The request of the cooperation under way, or of a new one. */
  recordRequest(actor: StaffActor, seen: SeenCourse, asked: RecordRequest): Promise<void>;
  recordResult(actor: StaffActor, seen: SeenCourse, told: RecordResult): Promise<void>;
  recordMeasures(actor: StaffActor, seen: SeenCourse, told: RecordMeasures): Promise<void>;
  recordEnding(actor: StaffActor, seen: SeenCourse, told: RecordEnding): Promise<void>;
}

interface Dependencies {
  readonly cooperations: CooperationsRepository;
  readonly followCase: Pick<FollowCase, "changed">;
  readonly findCase: FindCase;
  readonly recordAudit: RecordAudit;
  readonly transactions: Transactions;
  readonly clock: Clock;
}

/** What is told, with what it is told of. */
interface Telling {
  readonly record: CaseRecord;
  readonly mayTellBenefitDays: boolean;
  /** The latest first; none was brought in from before. */
  readonly known: readonly CooperationRecord[];
  readonly said: Said;
  readonly today: string;
  readonly unitOfWork: UnitOfWork;
}

export function createKeepCourse(dependencies: Dependencies): KeepCourse {
  const { cooperations, followCase, recordAudit, transactions, clock } = dependencies;

  /** Opens the case, holds its course still, and brings everything into line with what was told. */
  async function tell(
    actor: StaffActor,
    { caseId, revision }: SeenCourse,
    what: { readonly action: string; readonly write: (telling: Telling) => Promise<unknown> },
  ): Promise<void> {
    const { record, mayTellBenefitDays } = await open(dependencies, actor, caseId);
    await transactions.transaction(async (unitOfWork) => {
      const at = clock.now();
      const known = (await cooperations.list(caseId, unitOfWork)).filter(({ isImported }) => !isImported);
      if ((known[0]?.revision ?? 0) !== revision) throw changedMeanwhile();
      const said = { by: actor.personId, source: "asked_once", at } as const;
      await what.write({ record, mayTellBenefitDays, known, said, today: localDateOf(at), unitOfWork });
      await followCase.changed(caseId, unitOfWork);
      const audited = { action: `course:${what.action}`, objectKind: "case", objectIds: [caseId] } as const;
      await recordAudit(actor, audited, unitOfWork);
    });
  }

  return {
    async read(actor, caseId) {
      const { record, mayTellBenefitDays } = await open(dependencies, actor, caseId);
      const known = await cooperations.list(caseId);
      const surveys = await cooperations.listSurveys(caseId);
      await recordAudit(actor, { action: "course:read", objectKind: "case", objectIds: [caseId] });
      return presentCourse({ record, known, surveys, mayTellBenefitDays }, clock.now());
    },

    recordRequest: (actor, seen, asked) =>
      tell(actor, seen, {
        action: "record_request",
        write: (telling) => writeRequest(cooperations, asked, telling),
      }),

    recordResult: (actor, seen, told) =>
      tell(actor, seen, {
        action: "record_result",
        async write({ known, said, unitOfWork }) {
          const { id, lastMeetingOn } = latestOf(known);
          if (lastMeetingOn === null)
            throw new DomainError("wrong_state", "Inget möte i kartläggningen är antecknat som hållet än.");
          await cooperations.recordResult(id, told, said, unitOfWork);
        },
      }),

    recordMeasures: (actor, seen, { measures }) =>
      tell(actor, seen, {
        action: "record_measures",
        async write({ known, said, today, unitOfWork }) {
          refuseAny(measureViolations(measures, today));
          await cooperations.recordMeasures(latestOf(known).id, measures, said, unitOfWork);
        },
      }),

    recordEnding: (actor, seen, told) =>
      tell(actor, seen, {
        action: "record_ending",
        async write({ known, said, today, unitOfWork }) {
          const latest = latestOf(known);
          refuseAny(endingViolations(told, latest, today));
          await cooperations.recordEnding(latest.id, told, said, unitOfWork);
        },
      }),
  };
}

async function open({ findCase, cooperations }: Dependencies, actor: StaffActor, caseId: string) {
  const record = await findCase(caseId);
  if (!record) throw noSuchCase();
  const facts = {
    case: record,
    isShared: record.secrecyConsent,
    meetingIds: await cooperations.listMeeting(caseId),
  };
  if (!coursePolicy.follow(actor, facts)) throw noSuchCase();
  return { record, mayTellBenefitDays: coursePolicy.tellBenefitDays(actor, facts) };
}

async function writeRequest(
  cooperations: CooperationsRepository,
  asked: RecordRequest,
  { record, mayTellBenefitDays, known, said, today, unitOfWork }: Telling,
): Promise<void> {
  const current = known.find(({ endedOn }) => endedOn === null);
  const previous = known.find(({ endedOn }) => endedOn !== null);
  refuseAny(requestViolations(asked, { today, current, previous }));
  const benefitDaysBefore = mayTellBenefitDays
    ? asked.benefitDaysBefore
    : (current?.benefitDaysBefore ?? null);
  const request = { ...asked, benefitDaysBefore };
  if (current) return cooperations.recordRequest(current.id, request, said, unitOfWork);
  const { sex, birthYear, benefit, ownerOfficeId: officeId } = record;
  const about = { caseId: record.id, sex, birthYear, benefit, officeId };
  await cooperations.insert({ ...request, ...about }, said, unitOfWork);
}

function latestOf(known: readonly CooperationRecord[]): CooperationRecord {
  const [latest] = known;
  if (!latest) throw new DomainError("wrong_state", "Anteckna först när kartläggningen begärdes.");
  return latest;
}

function refuseAny(violations: readonly Violation[]): void {
  if (violations.length > 0) throw new DomainError("invalid", "Kontrollera uppgifterna.", { violations });
}

const noSuchCase = () => new DomainError("not_found", "Ärendet finns inte.");
const changedMeanwhile = () =>
  new DomainError("revision_mismatch", "Någon annan har ändrat uppgifterna. Läs om och försök igen.");
