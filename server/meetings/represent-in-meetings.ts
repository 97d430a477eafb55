import type { QueueMessages } from "../invitations/queue-messages.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { CaseMeetingsRepository } from "./case-meetings.repository.ts";
import { representativeParticipant } from "./meeting-plan.ts";
import type { MeetingRecord } from "./meeting-record.ts";
import type { MeetingsRepository } from "./meetings.repository.ts";
import type { ParticipantsRepository } from "./participants.repository.ts";

/** Who represents whom from now on, or no more. */
export interface Representing {
  readonly caseId: string;
  readonly personId: string;
  readonly by: string;
  readonly at: Date;
}

/** Lets a representative take part in the meetings to come of a case. None of their time is taken. */
export interface RepresentInMeetings {
  /** They are told of what is booked or offered; of a draft when it is confirmed. */
  join(representing: Representing, unitOfWork: UnitOfWork): Promise<void>;
  /** They are told that it no longer concerns them, if they had heard of it. */
  leave(representing: Representing, unitOfWork: UnitOfWork): Promise<void>;
}

export function createRepresentInMeetings({
  meetings,
  caseMeetings,
  participants,
  queueMessages,
}: {
  meetings: MeetingsRepository;
  caseMeetings: CaseMeetingsRepository;
  participants: ParticipantsRepository;
  queueMessages: QueueMessages;
}): RepresentInMeetings {
  /** Each meeting to come is locked, in id order, and changed if there is something to change. */
  async function inEach(
    { caseId, by, at }: Representing,
    event: string,
    change: (meeting: MeetingRecord) => Promise<boolean>,
    unitOfWork: UnitOfWork,
  ): Promise<void> {
    for (const meetingId of await caseMeetings.listOfCase(caseId, at, unitOfWork)) {
      const meeting = await meetings.find(meetingId, { unitOfWork, forUpdate: true });
      if (!meeting || !MESSAGE_OF[meeting.status] || !(await change(meeting))) continue;
      await meetings.raiseRevision(meetingId, unitOfWork, at);
      await meetings.appendEvent({ meetingId, kind: event, actorId: by, at }, unitOfWork);
    }
  }

  return {
    join: (representing, unitOfWork) =>
      inEach(
        representing,
        "representative_joined",
        async ({ id, status }) => {
          const { personId, at } = representing;
          const participantId = await participants.join(
            id,
            representativeParticipant(personId),
            at,
            unitOfWork,
          );
          const kind = MESSAGE_OF[status];
          if (kind && kind !== "none") await queueMessages(id, kind, unitOfWork, [participantId]);
          return true;
        },
        unitOfWork,
      ),

    leave: (representing, unitOfWork) =>
      inEach(
        representing,
        "representative_left",
        async ({ id, participants: present }) => {
          const leaving = present.find(({ personId }) => personId === representing.personId);
          if (!leaving) return false;
          await participants.leave(leaving.id, representing.at, unitOfWork);
          await queueMessages(id, "cancellation", unitOfWork, [leaving.id]);
          return true;
        },
        unitOfWork,
      ),
  };
}

/** What somebody who joins a meeting in a state is told; nothing stands where nobody can join any more. */
const MESSAGE_OF: Partial<Record<MeetingRecord["status"], "none" | "offer" | "invitation">> = {
  draft: "none",
  offered: "offer",
  booked: "invitation",
};
