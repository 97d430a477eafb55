import type { RecordAudit } from "../audit/record-audit.ts";
import type { IndividualActor } from "../identity/actor.ts";
import { ownMeetingPolicy } from "../identity/policy/policy.ts";
import { individualOf } from "../meetings/meeting-participants.ts";
import type { FindMeeting, MeetingJournal } from "../meetings/meeting-record.ts";
import { allows } from "../meetings/life-cycle.ts";
import type { Clock } from "../platform/clock.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { Transactions, UnitOfWork } from "../platform/unit-of-work.ts";
import { MOST_OBJECTIONS, type OwnAttendance } from "./attendance.contract.ts";
import type { ObjectionsRepository } from "./objections.repository.ts";
import type { OutcomesRepository, PresenceRecord } from "./outcomes.repository.ts";

/**
 * What was kept of when an individual was in the room of a meeting, for themselves, signed in with e-ID.
 *
 * @throws DomainError `not_found` for a meeting of somebody else.
 */
export interface OwnAttendances {
  read(actor: IndividualActor, meetingId: string): Promise<OwnAttendance>;
  /** Says that it is wrong; those who say how the meeting went see it. @throws DomainError also `wrong_state` before it began, and after many. */
  object(actor: IndividualActor, meetingId: string, text: string): Promise<void>;
}

export function createOwnAttendances({
  findMeeting,
  outcomes,
  objections,
  journal,
  recordAudit,
  transactions,
  clock,
}: {
  findMeeting: FindMeeting;
  outcomes: OutcomesRepository;
  objections: ObjectionsRepository;
  journal: MeetingJournal;
  recordAudit: RecordAudit;
  transactions: Transactions;
  clock: Clock;
}): OwnAttendances {
  /** Locked while one objects, so that the count holds. */
  async function open(actor: IndividualActor, meetingId: string, unitOfWork?: UnitOfWork) {
    const meeting = await findMeeting(meetingId, unitOfWork ? { unitOfWork, forUpdate: true } : {});
    const own = meeting && individualOf(meeting);
    const facts = own && { selves: [actor.personId], personId: own.personId, role: own.role };
    if (!facts || meeting.status === "draft" || !ownMeetingPolicy.read(actor, facts))
      throw new DomainError("not_found", "Mötet finns inte.");
    const said = await objections.list(meetingId, unitOfWork);
    const mayObject = allows(meeting, "close", clock.now()) && said.length < MOST_OBJECTIONS;
    return { meeting, own, said, mayObject };
  }
  return {
    async read(actor, meetingId) {
      const { meeting, own, said, mayObject } = await open(actor, meetingId);
      const presences = await outcomes.listPresences(meetingId);
      await recordAudit(actor, {
        action: "attendance:read",
        objectKind: "meeting",
        objectIds: [meetingId],
      });
      return {
        meetingId,
        startAt: meeting.startsAt.toISOString(),
        endAt: meeting.endsAt.toISOString(),
        stretches: presences.filter(({ participantId }) => participantId === own.id).flatMap(presentStretch),
        objections: said.map(({ text, madeAt }) => ({ text, madeAt: madeAt.toISOString() })),
        mayObject,
      };
    },

    object: (actor, meetingId, text) =>
      transactions.transaction(async (unitOfWork) => {
        const { own, mayObject } = await open(actor, meetingId, unitOfWork);
        if (!mayObject) throw new DomainError("wrong_state", "Ring din handläggare om något är fel.");
        const at = clock.now();
        await objections.add({ participantId: own.id, text, madeAt: at }, unitOfWork);
        const event = { meetingId, kind: "attendance_objected", actorId: null, at };
        await journal.appendEvent(event, unitOfWork);
        const objected = {
          action: "attendance:object",
          objectKind: "meeting",
          objectIds: [meetingId],
        } as const;
        await recordAudit(actor, objected, unitOfWork);
      }),
  };
}

/** To the minute: seconds serve the running of the room alone. A moment without length is left out. */
function presentStretch({ kind, startedAt, endedAt }: PresenceRecord): OwnAttendance["stretches"] {
  if (endedAt && endedAt <= startedAt) return [];
  return [{ where: kind, from: toMinute(startedAt), to: endedAt && toMinute(endedAt) }];
}

function toMinute(at: Date): string {
  return new Date(Math.floor(at.getTime() / 60_000) * 60_000).toISOString();
}
