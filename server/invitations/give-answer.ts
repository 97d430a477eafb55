import type { RecordAudit } from "../audit/record-audit.ts";
import type { InvitedActor, StaffActor } from "../identity/actor.ts";
import { meetingPolicy } from "../identity/policy/policy.ts";
import { allows } from "../meetings/life-cycle.ts";
import { answererOf, individualOf, policyFactsOf } from "../meetings/meeting-participants.ts";
import type {
  FindMeeting,
  MeetingJournal,
  MeetingRecord,
  ParticipantRecord,
} from "../meetings/meeting-record.ts";
import { MEETING_TYPE } from "../meetings/types/registered-types.contract.ts";
import type { Clock } from "../platform/clock.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { Transactions, UnitOfWork } from "../platform/unit-of-work.ts";
import type { KeepInterpreterWord } from "../interpreters/interpreter-record.ts";
import { mandateOn } from "../representatives/mandate.ts";
import { localDateOf } from "../scheduling/local-time.ts";
import type { KeepWishes } from "../scheduling/individual-wishes.ts";
import type { AnswerRecord, AnswersRepository } from "./answers.repository.ts";
import type { StatedAnswer } from "./invitations.contract.ts";

/** How an answer was given, where it was not on the person's own page. */
export interface WayOfAnswering {
  /** Through the person's calendar program; by telephone when it is a handläggare who gives it. */
  readonly channel?: "calendar";
  /** What was written beside it. */
  readonly comment?: string | null;
  /** When given, the answer commits with what else is done in it. */
  readonly unitOfWork?: UnitOfWork;
}

/**
 * Gives a participant's answer to the meeting's present time: by themselves through their link or their calendar, or recorded by
 * a handläggare who talked with them. Can be changed until the meeting starts; the latest counts. The time stays
 * reserved whatever the answer, until a handläggare frees it. While several times are offered an answer says that none
 * of them suits; they are held all the same, so that one can be chosen after all. Why an offer is declined is asked of the
 * individual alone, who need not say. What they say of when they would rather come is kept for the next search. What a
 * representative answers is the individual's answer, and says by whom.
 *
 * @throws DomainError `not_found` for a meeting one has no part in, `wrong_state` when it has begun or is
 * cancelled or has got another time than the one seen, `mandate_ended` for a representative whose mandate does not hold,
 * `invalid` for declining what can't be declined, or with a reason by somebody from outside.
 */
export type GiveAnswerUseCase = (
  actor: StaffActor | InvitedActor,
  about: { meetingId: string; participantId: string; timeVersion: number },
  given: StatedAnswer,
  way?: WayOfAnswering,
) => Promise<void>;

export function createGiveAnswer({
  findMeeting,
  journal,
  answers,
  keepWishes,
  keepInterpreterWord,
  recordAudit,
  transactions,
  clock,
}: {
  findMeeting: FindMeeting;
  journal: MeetingJournal;
  answers: AnswersRepository;
  keepWishes: KeepWishes;
  keepInterpreterWord: KeepInterpreterWord;
  recordAudit: RecordAudit;
  transactions: Transactions;
  clock: Clock;
}): GiveAnswerUseCase {
  return (actor, { meetingId, participantId, timeVersion }, given, way = {}) => {
    const work = async (unitOfWork: UnitOfWork) => {
      const meeting = await findMeeting(meetingId, { unitOfWork, forUpdate: true });
      const at = clock.now();
      if (!meeting || !mayAnswer(actor, meeting, participantId))
        throw new DomainError("not_found", "Mötet finns inte.");
      const giver = meeting.participants.find(({ id }) => id === participantId);
      if (!giver) throw new DomainError("not_found", "Mötet finns inte.");
      const { role, external } = giver;
      if (actor.kind === "invited") refuseEndedMandate(giver, at);
      const mayDecline = isDeclinable(meeting, participantId);
      refuseImpossible(meeting, { given, mayDecline, isExternal: role === "external" }, at);
      if (meeting.timeVersion !== timeVersion)
        throw new DomainError("wrong_state", "Mötet har ändrats. Läs vad som gäller nu och svara igen.");
      await answers.append(
        {
          participantId: answererOf(meeting, giver),
          timeVersion: meeting.timeVersion,
          status: STATUS_OF[given.answer],
          wish: given.answer === "other-time" ? given.wish : null,
          declineReason: given.answer === "declined" ? (given.reason ?? null) : null,
          comment: way.comment ?? null,
          channel: actor.kind === "staff" ? "telephone" : (way.channel ?? "web"),
          answeredAt: at,
          recordedBy: actor.kind === "staff" ? actor.personId : null,
          representativeId: role === "representative" ? participantId : null,
        },
        unitOfWork,
      );
      if (external?.kind === "tolk") {
        const recordedBy = actor.kind === "staff" ? actor.personId : null;
        const state = INTERPRETER_STATE_OF[given.answer];
        if (state)
          await keepInterpreterWord({ participantId, timeVersion, state, at, recordedBy }, unitOfWork);
      }
      const individual = individualOf(meeting);
      if (given.answer === "other-time" && answererOf(meeting, giver) === individual.id)
        await keepWishes(individual.personId, given.wish, unitOfWork);
      await journal.raiseRevision(meetingId, unitOfWork);
      const actorId = actor.kind === "staff" ? actor.personId : null;
      const kind = way.channel === "calendar" ? "answered_in_calendar" : "answered";
      await journal.appendEvent({ meetingId, kind, actorId, at }, unitOfWork);
      const audited = { action: "meeting:answer", objectKind: "meeting", objectIds: [meetingId] } as const;
      await recordAudit(actor, audited, unitOfWork);
    };
    return way.unitOfWork ? work(way.unitOfWork) : transactions.transaction(work);
  };
}

/** RFC 5545 has no word for "another time, please": it is a tentative answer with a wish. */
const STATUS_OF = {
  accepted: "accepted",
  declined: "declined",
  tentative: "tentative",
  "other-time": "tentative",
} as const satisfies Record<StatedAnswer["answer"], AnswerRecord["status"]>;

/** What an interpreter's answer says of whether they come; a "perhaps" says nothing. */
const INTERPRETER_STATE_OF = {
  accepted: "confirmed",
  declined: "lost",
  tentative: undefined,
  "other-time": "lost",
} as const satisfies Record<StatedAnswer["answer"], string | undefined>;

function mayAnswer(actor: StaffActor | InvitedActor, meeting: MeetingRecord, participantId: string): boolean {
  const facts = policyFactsOf(meeting);
  if (!facts.participantIds.includes(participantId)) return false;
  if (actor.kind === "staff") return meetingPolicy.recordAnswer(actor, facts);
  return actor.participantId === participantId && meetingPolicy.answerInvitation(actor, facts);
}

/** A link is dead when the mandate has ended; so is the address that calendar programs answer to. */
function refuseEndedMandate({ representative }: ParticipantRecord, at: Date): void {
  if (representative && mandateOn(representative, localDateOf(at)) !== "valid")
    throw new DomainError("mandate_ended", "Uppdraget att svara för personen gäller inte nu.");
}

/** Whether a participant may decline: the meeting's matter, but for who is asked from outside, who always may. */
export function isDeclinable(meeting: MeetingRecord, participantId: string): boolean {
  const { role } = meeting.participants.find(({ id }) => id === participantId) ?? {};
  return role === "external" || MEETING_TYPE[meeting.type].declinable;
}

function refuseImpossible(
  meeting: MeetingRecord,
  { given, mayDecline, isExternal }: { given: StatedAnswer; mayDecline: boolean; isExternal: boolean },
  at: Date,
): void {
  if (!allows(meeting, "answer", at))
    throw new DomainError(
      "wrong_state",
      "Det går inte att svara längre: mötet är avbokat, har börjat, eller så har sista svarsdagen passerat.",
    );
  if ((given.answer === "accepted" || given.answer === "tentative") && meeting.status === "offered")
    throw new DomainError("invalid", "Välj vilken av tiderna som passar.", {
      violations: [{ pointer: "/answer", code: "choose_a_time", detail: "Välj en av tiderna." }],
    });
  if (given.answer === "declined" && given.reason && isExternal)
    throw new DomainError("invalid", "Svara utan att ange något skäl.", {
      violations: [{ pointer: "/given/reason", code: "not_asked", detail: "Svara utan skäl." }],
    });
  if (given.answer === "declined" && !mayDecline)
    throw new DomainError(
      "invalid",
      "Det här mötet går inte att tacka nej till. Be om en annan tid i stället.",
      {
        violations: [{ pointer: "/answer", code: "not_declinable", detail: "Välj en annan tid i stället." }],
      },
    );
}
