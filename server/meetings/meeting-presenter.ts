import type { Correspondence } from "../invitations/read-correspondence.ts";
import { presentAnswer } from "../invitations/present-answer.ts";
import { presentMessage } from "../invitations/present-message.ts";
import { allows } from "./life-cycle.ts";
import { confirmersOf, individualOf, type HeldTimeRecord, type MeetingRecord } from "./meeting-record.ts";
import { MEETING_TYPE } from "./meeting-types.ts";
import type { HeldTime, MeetingSummary, MeetingView } from "./meetings.contract.ts";
import { presentParticipant, type MeetingMaterial, type MeetingReader } from "./participant-presenter.ts";

/** A meeting as a handläggare who takes part or has booked it sees it, field by field. */
export function presentMeeting(material: MeetingMaterial, reader: MeetingReader, now: Date): MeetingView {
  const { meeting, messages, events, recalls } = material;
  return {
    id: meeting.id,
    reference: meeting.reference,
    type: meeting.type,
    status: meeting.status,
    startAt: meeting.startsAt.toISOString(),
    endAt: meeting.endsAt.toISOString(),
    heldTimes: meeting.heldTimes.map(presentHeldTime),
    answerBy: meeting.answerBy?.toISOString() ?? null,
    confirmation: presentConfirmation(meeting),
    mode: meeting.mode,
    place: meeting.place,
    revision: meeting.revision,
    timeVersion: meeting.timeVersion,
    caseId: meeting.caseId,
    protection: individualOf(meeting).protection,
    declinable: MEETING_TYPE[meeting.type].declinable,
    talkedWith: { at: meeting.talkedWithAt.toISOString(), byName: meeting.talkedWithByName },
    decisionCommunicatedOn: meeting.decisionCommunicatedOn,
    cancellationReason: meeting.cancellationReason,
    participants: meeting.participants.map((participant) =>
      presentParticipant(participant, material, reader),
    ),
    messages: messages.map((message) => ({
      ...presentMessage(message),
      recipientName: nameOf(message.participantId, meeting),
    })),
    recalls: recalls.map(({ recalledAt, openedAt, messageIds, ...recall }) => ({
      ...recall,
      messageIds: [...messageIds],
      recalledAt: recalledAt.toISOString(),
      openedAt: openedAt?.toISOString() ?? null,
    })),
    withoutLink: withoutLinkOf(material),
    history: events.map(({ at, kind, byName }) => ({ at: at.toISOString(), kind, byName })),
    may: {
      move: allows(meeting, "move", now),
      cancel: allows(meeting, "cancel", now),
      swap: allows(meeting, "swap", now),
      choose: allows(meeting, "choose", now),
      withdraw: allows(meeting, "withdraw", now),
      confirm: allows(meeting, "confirm", now) && isConfirmer(meeting, reader),
      retract: allows(meeting, "retract", now) && !isConfirmer(meeting, reader),
      recordAnswer: allows(meeting, "answer", now),
      enterRoom:
        meeting.participants.some(({ personId }) => personId === reader.personId) &&
        allows(meeting, "enter", now),
    },
  };
}

/** Whose word is or was needed, until when, and why they didn't give it. */
function presentConfirmation(meeting: MeetingRecord): MeetingView["confirmation"] {
  const { confirmBy, rejectionReason } = meeting;
  if (!confirmBy) return null;
  const participantIds = confirmersOf(meeting).map(({ id }) => id);
  return { participantIds, confirmBy: confirmBy.toISOString(), rejectionReason };
}

function isConfirmer(meeting: MeetingRecord, { personId }: Pick<MeetingReader, "personId">): boolean {
  return confirmersOf(meeting).some((confirmer) => confirmer.personId === personId);
}

function withoutLinkOf({ recalls, links }: MeetingMaterial): string[] {
  const linked = links.map(({ participantId }) => participantId);
  const recalled = new Set(recalls.map(({ participantId }) => participantId));
  return [...recalled].filter((participantId) => !linked.includes(participantId));
}

function nameOf(participantId: string, { participants, formerParticipants }: MeetingRecord): string {
  return [...participants, ...formerParticipants].find(({ id }) => id === participantId)?.name ?? "";
}

function presentHeldTime({ id, startsAt, endsAt, state }: HeldTimeRecord): HeldTime {
  return { id, startAt: startsAt.toISOString(), endAt: endsAt.toISOString(), state };
}

/** A meeting in a list or a week. */
export function presentSummary(
  meeting: MeetingRecord,
  answers: Correspondence["answers"],
  reader: Pick<MeetingReader, "personId">,
): MeetingSummary {
  const individual = individualOf(meeting);
  const latest = answers.find(({ participantId }) => participantId === individual.id);
  const answer = presentAnswer(latest, meeting.timeVersion);
  return {
    id: meeting.id,
    reference: meeting.reference,
    type: meeting.type,
    status: meeting.status,
    startAt: meeting.startsAt.toISOString(),
    endAt: meeting.endsAt.toISOString(),
    heldTimes: meeting.heldTimes.map(presentHeldTime),
    mode: meeting.mode,
    individualName: individual.name,
    answer: answer.status,
    wantsOtherTime: answer.otherTimeWish !== null,
    awaitsMe: meeting.status === "draft" && isConfirmer(meeting, reader),
  };
}
