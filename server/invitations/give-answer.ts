import type { RecordAudit } from "../audit/record-audit.ts";
import type { InvitedActor, StaffActor } from "../identity/actor.ts";
import { meetingPolicy } from "../identity/policy/policy.ts";
import { allows } from "../meetings/life-cycle.ts";
import {
  individualOf,
  policyFactsOf,
  type FindMeeting,
  type MeetingJournal,
  type MeetingRecord,
} from "../meetings/meeting-record.ts";
import { MEETING_TYPE } from "../meetings/meeting-types.ts";
import type { Clock } from "../platform/clock.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { Transactions } from "../platform/unit-of-work.ts";
import type { KeepWishes } from "../scheduling/individual-wishes.ts";
import type { AnswerRecord, AnswersRepository } from "./answers.repository.ts";
import type { GiveAnswer } from "./invitations.contract.ts";

/**
 * Gives a participant's answer to the meeting's present time: by themselves through their link, or recorded by a
 * handläggare who talked with them. Can be changed until the meeting starts; the latest counts. The time stays
 * reserved whatever the answer, until a handläggare frees it. While several times are offered an answer says that none
 * of them suits; they are held all the same, so that one can be chosen after all. What an individual says of when they
 * would rather come is kept for the next search.
 *
 * @throws DomainError `not_found` for a meeting one has no part in, `wrong_state` when it has begun or is
 * cancelled or has got another time than the one seen, `invalid` for declining what can't be declined.
 */
export type GiveAnswerUseCase = (
  actor: StaffActor | InvitedActor,
  about: { meetingId: string; participantId: string; timeVersion: number },
  given: GiveAnswer,
) => Promise<void>;

export function createGiveAnswer({
  findMeeting,
  journal,
  answers,
  keepWishes,
  recordAudit,
  transactions,
  clock,
}: {
  findMeeting: FindMeeting;
  journal: MeetingJournal;
  answers: AnswersRepository;
  keepWishes: KeepWishes;
  recordAudit: RecordAudit;
  transactions: Transactions;
  clock: Clock;
}): GiveAnswerUseCase {
  return (actor, { meetingId, participantId, timeVersion }, given) =>
    transactions.transaction(async (unitOfWork) => {
      const meeting = await findMeeting(meetingId, { unitOfWork, forUpdate: true });
      const at = clock.now();
      if (!meeting || !mayAnswer(actor, meeting, participantId))
        throw new DomainError("not_found", "Mötet finns inte.");
      const { role } = meeting.participants.find(({ id }) => id === participantId) ?? {};
      refuseImpossible(meeting, { given, isExternal: role === "external" }, at);
      if (meeting.timeVersion !== timeVersion)
        throw new DomainError("wrong_state", "Mötet har fått en ny tid. Läs den nya tiden och svara igen.");
      await answers.append(
        {
          participantId,
          timeVersion: meeting.timeVersion,
          status: STATUS_OF[given.answer],
          wish: given.answer === "other-time" ? given.wish : null,
          channel: actor.kind === "staff" ? "telephone" : "web",
          answeredAt: at,
          recordedBy: actor.kind === "staff" ? actor.personId : null,
        },
        unitOfWork,
      );
      const individual = individualOf(meeting);
      if (given.answer === "other-time" && participantId === individual.id)
        await keepWishes(individual.personId, given.wish, unitOfWork);
      await journal.raiseRevision(meetingId, unitOfWork);
      const actorId = actor.kind === "staff" ? actor.personId : null;
      await journal.appendEvent({ meetingId, kind: "answered", actorId, at }, unitOfWork);
      const audited = { action: "meeting:answer", objectKind: "meeting", objectIds: [meetingId] } as const;
      await recordAudit(actor, audited, unitOfWork);
    });
}

/** RFC 5545 has no word for "another time, please": it is a tentative answer with a wish. */
const STATUS_OF = {
  accepted: "accepted",
  declined: "declined",
  "other-time": "tentative",
} as const satisfies Record<GiveAnswer["answer"], AnswerRecord["status"]>;

function mayAnswer(actor: StaffActor | InvitedActor, meeting: MeetingRecord, participantId: string): boolean {
  const facts = policyFactsOf(meeting);
  if (!facts.participantIds.includes(participantId)) return false;
  if (actor.kind === "staff") return meetingPolicy.recordAnswer(actor, facts);
  return actor.participantId === participantId && meetingPolicy.answerInvitation(actor, facts);
}

/** Whether a meeting may be declined is the individual's matter; who is asked from outside may always. */
function refuseImpossible(
  meeting: MeetingRecord,
  { given, isExternal }: { given: GiveAnswer; isExternal: boolean },
  at: Date,
): void {
  if (!allows(meeting, "answer", at))
    throw new DomainError(
      "wrong_state",
      "Det går inte att svara längre: mötet är avbokat, har börjat, eller så har sista svarsdagen passerat.",
    );
  if (given.answer === "accepted" && meeting.status === "offered")
    throw new DomainError("invalid", "Välj vilken av tiderna som passar.", {
      violations: [{ pointer: "/answer", code: "choose_a_time", detail: "Välj en av tiderna." }],
    });
  if (given.answer === "declined" && !isExternal && !MEETING_TYPE[meeting.type].declinable)
    throw new DomainError(
      "invalid",
      "Det här mötet går inte att tacka nej till. Be om en annan tid i stället.",
      {
        violations: [{ pointer: "/answer", code: "not_declinable", detail: "Välj en annan tid i stället." }],
      },
    );
}
