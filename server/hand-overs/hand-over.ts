import type { RecordAudit } from "../audit/record-audit.ts";
import type { StaffActor } from "../identity/actor.ts";
import type { FindMeeting } from "../meetings/meeting-record.ts";
import type { ReplaceHandlaggare } from "../meetings/replace-handlaggare.ts";
import type { Handlaggare } from "../people/people.contract.ts";
import type {
  AssignInstead,
  FindHandlaggare,
  MoveRest,
  RecordDisqualification,
} from "../people/staff-record.ts";
import type { Clock } from "../platform/clock.ts";
import { DomainError, type DomainErrorCode } from "../platform/domain-error.ts";
import type { Transactions } from "../platform/unit-of-work.ts";
import type { HandOver, HandOverOutcome } from "./hand-overs.contract.ts";
import type { OpenedHandOver, OpenHandOver } from "./open-hand-over.ts";

/**
 * Hands a handläggare's meetings, offers and drafts over to colleagues, one at a time, each of them wholly or not at all. When they
 * are disqualified from a case that is kept first: whatever becomes of the meetings, they don't see it any more. The same
 * again changes nothing and says the same.
 *
 * @throws DomainError `not_found` for whom one may not hand over; what becomes of each meeting is in the answer.
 */
export type HandOverUseCase = (
  actor: StaffActor,
  command: HandOver,
) => Promise<{ items: { meetingId: string; outcome: HandOverOutcome }[]; cases: number }>;

interface Dependencies {
  readonly openHandOver: OpenHandOver;
  readonly findHandlaggare: FindHandlaggare;
  readonly findMeeting: FindMeeting;
  readonly replaceHandlaggare: ReplaceHandlaggare;
  readonly recordDisqualification: RecordDisqualification;
  readonly assignInstead: AssignInstead;
  readonly moveRest: MoveRest;
  readonly recordAudit: RecordAudit;
  readonly transactions: Transactions;
  readonly clock: Clock;
}

export function createHandOver(dependencies: Dependencies): HandOverUseCase {
  const { openHandOver, findHandlaggare } = dependencies;
  return async (actor, { personId, disqualifiedOfMeetingId, items, casesToPersonId }) => {
    const leaving = await openHandOver(actor, { personId, ofMeetingId: disqualifiedOfMeetingId });
    await keep(dependencies, actor, leaving);
    const colleagues = await findHandlaggare([...new Set(items.map(({ toPersonId }) => toPersonId))]);
    const results = [];
    for (const { meetingId, toPersonId } of items) {
      const coming = colleagues.find((each) => each.personId === toPersonId);
      const outcome = coming
        ? await handOverOne(dependencies, actor, { leaving, meetingId, coming })
        : "refused";
      results.push({ meetingId, outcome });
    }
    const cases =
      casesToPersonId && !leaving.caseId ? await moveCases(dependencies, actor, leaving, casesToPersonId) : 0;
    return { items: results, cases };
  };
}

/** The cases that no meeting to come is of, which nothing else would take along. @returns how many. */
async function moveCases(
  { findHandlaggare, moveRest, recordAudit, transactions, clock }: Dependencies,
  actor: StaffActor,
  { personId: fromId, organisationId }: OpenedHandOver,
  toId: string,
): Promise<number> {
  const [coming] = await findHandlaggare([toId]);
  if (coming?.organisationId !== organisationId || toId === fromId) {
    const detail = "Välj en kollega på samma myndighet.";
    const violations = [{ pointer: "/casesToPersonId", code: "unknown_handlaggare", detail }];
    throw new DomainError("invalid", "Ärendena kan inte lämnas över.", { violations });
  }
  return transactions.transaction(async (unitOfWork) => {
    const objectIds = await moveRest({ fromId, toId, now: clock.now() }, unitOfWork);
    if (objectIds.length > 0)
      await recordAudit(actor, { action: "case:hand_over", objectKind: "case", objectIds }, unitOfWork);
    return objectIds.length;
  });
}

/** That it was done, and by whom; and that somebody is disqualified, if it is why. */
async function keep(
  { recordDisqualification, recordAudit, transactions, clock }: Dependencies,
  actor: StaffActor,
  { personId: handlaggareId, caseId }: OpenedHandOver,
): Promise<void> {
  await transactions.transaction(async (unitOfWork) => {
    const objectIds = [handlaggareId];
    await recordAudit(
      actor,
      { action: "handlaggare:hand_over", objectKind: "handlaggare", objectIds },
      unitOfWork,
    );
    if (!caseId) return;
    await recordDisqualification({ caseId, handlaggareId, by: actor.personId, at: clock.now() }, unitOfWork);
    await recordAudit(
      actor,
      { action: "case:disqualify", objectKind: "case", objectIds: [caseId] },
      unitOfWork,
    );
  });
}

const OUTCOME_OF: Partial<Record<DomainErrorCode, HandOverOutcome>> = {
  time_taken: "collides",
  invalid: "refused",
  wrong_state: "too_late",
  not_found: "not_found",
};
/** How often it is tried anew when somebody else has just changed the meeting. */
const MOST_TRIES = 3;

async function handOverOne(
  { findMeeting, replaceHandlaggare, assignInstead }: Dependencies,
  actor: StaffActor,
  {
    leaving: { personId: fromId, caseId },
    meetingId,
    coming,
  }: {
    leaving: OpenedHandOver;
    meetingId: string;
    coming: Handlaggare;
  },
): Promise<HandOverOutcome> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const meeting = await findMeeting(meetingId);
    if (!meeting || (caseId && meeting.caseId !== caseId)) return "not_found";
    const takingPart = (id: string) => meeting.participants.find(({ personId }) => personId === id);
    const leaving = takingPart(fromId);
    if (!leaving) {
      const was = meeting.formerParticipants.some(({ personId }) => personId === fromId);
      return was && takingPart(coming.personId) ? "handed_over" : "not_found";
    }
    const assigned = { caseId: meeting.caseId, fromId, toId: coming.personId };
    try {
      await replaceHandlaggare(actor, {
        ...{ meeting, revision: meeting.revision, leaving, coming },
        alsoWrite: (unitOfWork) => assignInstead(assigned, unitOfWork),
      });
      return "handed_over";
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      if (error.code === "revision_mismatch") continue;
      const outcome = OUTCOME_OF[error.code];
      if (!outcome) throw error;
      // Whoever did the same a moment before has taken the colleague's time for this very meeting.
      if (outcome !== "collides" || !(await hasChanged(findMeeting, meetingId, meeting.revision)))
        return outcome;
    }
  }
  return "changed";
}

async function hasChanged(findMeeting: FindMeeting, meetingId: string, revision: number): Promise<boolean> {
  return (await findMeeting(meetingId))?.revision !== revision;
}
