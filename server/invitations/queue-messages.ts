import type { Clock } from "../platform/clock.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { FindMeeting, ParticipantRecord } from "../meetings/meeting-record.ts";
import { firstChannelFor, neededByOf } from "./channel-order.ts";
import { mandateWait } from "./mandate-wait.ts";
import type { MessageKind } from "./invitations.contract.ts";
import { reachOf } from "./message-channel.ts";
import type { LinksRepository } from "./links.repository.ts";
import type { MessagesRepository } from "./messages.repository.ts";
import { isDisqualified, isToldOf } from "./told-of.ts";
import type { ReadRecalls } from "../recalls/recall-record.ts";

/**
 * Writes the messages that a change of a meeting calls for, one a participant, in the same unit of work as the
 * change. They are sent after commit. Of an offer optional participants are told nothing: none of their time is held. When an offer ends,
 * the calls about it that nobody has made are struck out, and who never heard of the offer needs no call about its end. Who
 * has no link because a recall took it is called.
 *
 * @param only participant ids, of one who has left too; all who take part unless given.
 */
export type QueueMessages = (
  meetingId: string,
  kind: Exclude<MessageKind, "recalled" | `reminder_${string}`>,
  unitOfWork: UnitOfWork,
  only?: readonly string[],
) => Promise<void>;

export function createQueueMessages({
  findMeeting,
  messages,
  links,
  recalls,
  clock,
}: {
  findMeeting: FindMeeting;
  messages: MessagesRepository;
  links: LinksRepository;
  recalls: Pick<ReadRecalls, "listWithdrawn">;
  clock: Clock;
}): QueueMessages {
  return async (meetingId, kind, unitOfWork, only) => {
    const meeting = await findMeeting(meetingId, { unitOfWork });
    if (!meeting) throw new Error("Messages about a meeting that does not exist.");
    const at = clock.now();
    const isOffer = kind.startsWith("offer");
    const neededBy = neededByOf(meeting);
    const recipients = only
      ? [...meeting.participants, ...meeting.formerParticipants].filter(({ id }) => only.includes(id))
      : meeting.participants.filter(
          (each) =>
            isToldOf(kind, each, meeting) &&
            mandateWait(each, at) !== "over" &&
            !isDisqualified(each, meeting),
        );
    const uncalled = kind === "offer" ? [] : await strikeOutOffers(recipients, at, unitOfWork);
    const withdrawn = await recalls.listWithdrawn(
      recipients.map(({ id }) => id),
      unitOfWork,
    );
    await messages.insert(
      recipients
        .map((participant) => ({
          notBefore: notBeforeOf(participant, at),
          meetingId,
          participantId: participant.id,
          timeVersion: meeting.timeVersion,
          kind,
          channel: withdrawn.includes(participant.id)
            ? "telephone"
            : firstChannelFor({ kind, person: reachOf(participant, meeting), neededBy }, at),
        }))
        .filter(
          ({ channel, participantId }) =>
            !isEndOfOffer(kind) || channel !== "telephone" || !uncalled.includes(participantId),
        ),
      at,
      unitOfWork,
    );
    const invited = recipients.filter(
      ({ id, role }) =>
        !withdrawn.includes(id) && role !== "handlaggare" && (role !== "external" || !isOffer),
    );
    for (const { id } of invited)
      await links.ensure(id, { at, expiresAt: linkExpiry(meeting.endsAt) }, unitOfWork);
  };

  /** @returns the participants who were never called about the offer. */
  function strikeOutOffers(
    recipients: readonly ParticipantRecord[],
    at: Date,
    unitOfWork: UnitOfWork,
  ): Promise<string[]> {
    const calls = { participantIds: recipients.map(({ id }) => id), kind: "offer" } as const;
    return messages.settleCalls(calls, { state: "superseded", at }, unitOfWork);
  }
}

/** Who answers for somebody is neither written to nor called before they may. */
function notBeforeOf(participant: ParticipantRecord, at: Date): Date | undefined {
  const wait = mandateWait(participant, at);
  return wait === "over" ? undefined : wait;
}

function isEndOfOffer(kind: MessageKind): boolean {
  return kind === "offer_expired" || kind === "offer_withdrawn";
}

const DAY_MS = 24 * 60 * 60_000;

/** A link works until a day after the meeting. */
function linkExpiry(endsAt: Date): Date {
  return new Date(endsAt.getTime() + DAY_MS);
}
