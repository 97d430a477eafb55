import { channelTo } from "../people/channel.ts";
import type { Clock } from "../platform/clock.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { FindMeeting } from "../meetings/meeting-record.ts";
import type { LinksRepository } from "./links.repository.ts";
import type { MessagesRepository } from "./messages.repository.ts";

/**
 * Writes the messages that a change of a meeting calls for, one a participant, in the same unit of work as the
 * change. They are sent after commit.
 */
export type QueueMessages = (
  meetingId: string,
  kind: "invitation" | "moved" | "cancellation",
  unitOfWork: UnitOfWork,
) => Promise<void>;

export function createQueueMessages({
  findMeeting,
  messages,
  links,
  clock,
}: {
  findMeeting: FindMeeting;
  messages: MessagesRepository;
  links: LinksRepository;
  clock: Clock;
}): QueueMessages {
  return async (meetingId, kind, unitOfWork) => {
    const meeting = await findMeeting(meetingId, { unitOfWork });
    if (!meeting) throw new Error("Messages about a meeting that does not exist.");
    const at = clock.now();
    await messages.insert(
      meeting.participants.map((participant) => ({
        meetingId,
        participantId: participant.id,
        timeVersion: meeting.timeVersion,
        kind,
        channel: channelTo(participant),
      })),
      at,
      unitOfWork,
    );
    const invited = meeting.participants.filter(({ role }) => role === "individual");
    for (const { id } of invited)
      await links.ensure(id, { at, expiresAt: linkExpiry(meeting.endsAt) }, unitOfWork);
  };
}

const DAY_MS = 24 * 60 * 60_000;

/** A link works until a day after the meeting. */
function linkExpiry(endsAt: Date): Date {
  return new Date(endsAt.getTime() + DAY_MS);
}
