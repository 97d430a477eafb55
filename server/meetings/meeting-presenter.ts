import type { Correspondence } from "../invitations/read-correspondence.ts";
import { presentAnswer } from "../invitations/present-answer.ts";
import { presentMessage } from "../invitations/present-message.ts";
import { presentReminders, type ReminderFacts } from "../invitations/reminder-plan.ts";
import { asShared, mayKnowWho, sharedMaterial } from "./as-shared.ts";
import { allows } from "./life-cycle.ts";
import { confirmersOf, individualOf } from "./meeting-participants.ts";
import type { HeldTimeRecord, MeetingRecord } from "./meeting-record.ts";
import { presentSeries } from "./meeting-series.ts";
import { MEETING_TYPE } from "./types/registered-types.contract.ts";
import type { HeldTime, MeetingSummary, MeetingView } from "./meetings.contract.ts";
import { presentParticipant, type MeetingMaterial, type MeetingReader } from "./participant-presenter.ts";

/** A meeting as a handläggare who takes part or has booked it sees it, field by field. */
export function presentMeeting(known: MeetingMaterial, reader: MeetingReader, now: Date): MeetingView {
  const material = sharedMaterial(known, reader);
  const { meeting, messages, events, recalls } = material;
  return {
    id: meeting.id,
    reference: meeting.reference,
    type: meeting.type,
    status: meeting.status,
    startAt: meeting.startsAt.toISOString(),
    endAt: meeting.endsAt.toISOString(),
    heldTimes: meeting.heldTimes.map(presentHeldTime),
    opening: presentOpening(meeting),
    answerBy: meeting.answerBy?.toISOString() ?? null,
    confirmation: presentConfirmation(meeting),
    mode: meeting.mode,
    place: meeting.place,
    revision: meeting.revision,
    timeVersion: meeting.timeVersion,
    caseId: meeting.caseId,
    chainClock: material.chainClock,
    protection: individualOf(meeting).protection,
    isSharedWithMe: mayKnowWho(meeting, reader.organisationId),
    declinable: MEETING_TYPE[meeting.type].declinable,
    series: presentSeries(material.series),
    talkedWith: { at: meeting.talkedWithAt.toISOString(), byName: meeting.talkedWithByName },
    decisionCommunicatedOn: meeting.decisionCommunicatedOn,
    cancellationReason: meeting.cancellationReason,
    participants: meeting.participants.map((participant) =>
      presentParticipant(participant, material, reader, now),
    ),
    messages: messages.map((message) => ({
      ...presentMessage(message),
      recipientName: nameOf(message.participantId, meeting),
    })),
    reminders: presentReminders(reminderFactsOf(material), now),
    recalls: recalls.map(
      ({ recalledAt, openedAt, messageIds, recalledByOrganisationId: _by, ...recall }) => ({
        ...recall,
        messageIds: [...messageIds],
        recalledAt: recalledAt.toISOString(),
        openedAt: openedAt?.toISOString() ?? null,
      }),
    ),
    withoutLink: withoutLinkOf(material),
    history: events.map(({ at, ...event }) => ({ at: at.toISOString(), ...event })),
    may: {
      move: allows(meeting, "move", now),
      cancel: allows(meeting, "cancel", now),
      swap: allows(meeting, "swap", now),
      invite: allows(meeting, "invite", now),
      choose: allows(meeting, "choose", now),
      withdraw: allows(meeting, "withdraw", now),
      confirm: allows(meeting, "confirm", now) && isConfirmer(meeting, reader),
      retract: allows(meeting, "retract", now) && !isConfirmer(meeting, reader),
      recordAnswer: allows(meeting, "answer", now),
      enterRoom:
        meeting.participants.some(({ personId }) => personId === reader.personId) &&
        allows(meeting, "enter", now),
      openCase: meeting.ownerOrganisationId === reader.organisationId,
    },
  };
}

/** The dates between which the individual picks a time of their own. */
export function presentOpening({ opening }: Pick<MeetingRecord, "opening">): MeetingView["opening"] {
  return opening && { fromOn: opening.fromOn, untilOn: opening.untilOn };
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

function reminderFactsOf(material: MeetingMaterial): ReminderFacts {
  const { meeting, messages, answers, recalls } = material;
  const { id } = individualOf(meeting);
  const latest = answers.find(({ participantId }) => participantId === id);
  return {
    meeting,
    messages,
    recalledMessageIds: recalls.flatMap(({ messageIds }) => messageIds),
    withoutLink: withoutLinkOf(material),
    answer: presentAnswer(latest, meeting.timeVersion).status,
  };
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
  reader: MeetingReader,
): MeetingSummary {
  const individual = individualOf(asShared(meeting, reader.organisationId));
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
