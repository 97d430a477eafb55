import type { ReadAgencyPassages } from "../agency-texts/read-agency-passages.ts";
import { writeDownload } from "../calendars/calendar-writer.ts";
import type { InvitedActor } from "../identity/actor.ts";
import { meetingPolicy } from "../identity/policy/policy.ts";
import { allows } from "../meetings/life-cycle.ts";
import { presentOpening } from "../meetings/meeting-presenter.ts";
import { answererOf, policyFactsOf } from "../meetings/meeting-participants.ts";
import type { FindMeeting, MeetingRecord, ParticipantRecord } from "../meetings/meeting-record.ts";
import type { ListOrganisations } from "../people/staff-record.ts";
import { isMandateOver } from "../representatives/mandate.ts";
import { localDateOf } from "../scheduling/local-time.ts";
import type { Clock } from "../platform/clock.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { AnswersRepository } from "./answers.repository.ts";
import { DECLINE_REASONS } from "./decline-reason.contract.ts";
import { isDeclinable } from "./give-answer.ts";
import type { InvitationView } from "./invitations.contract.ts";
import { contactsOf } from "./contacts.ts";
import { calendarEntryOf } from "./message-content.ts";
import { namedHandlaggare } from "./read-own-meetings.ts";
import { presentAnswer } from "./present-answer.ts";

/** What the one who came by a one-time link may see of their meeting. @throws DomainError `not_found` */
export interface ReadInvitation {
  read(actor: InvitedActor): Promise<InvitationView>;
  /** The meeting as a calendar file, neutral as in the mail. */
  download(actor: InvitedActor): Promise<string>;
}

export function createReadInvitation({
  findMeeting,
  answers,
  listOrganisations,
  readPassages,
  clock,
  publicUrl,
}: {
  findMeeting: FindMeeting;
  answers: AnswersRepository;
  listOrganisations: ListOrganisations;
  readPassages: ReadAgencyPassages;
  clock: Clock;
  publicUrl: string;
}): ReadInvitation {
  const find = async (actor: InvitedActor) => {
    const meeting = await findMeeting(actor.meetingId);
    const participant = meeting?.participants.find(({ id }) => id === actor.participantId);
    if (!meeting || !participant || !meetingPolicy.readInvitation(actor, policyFactsOf(meeting)))
      throw new DomainError("not_found", "Mötet finns inte.");
    return { meeting, participant };
  };
  return {
    async read(actor) {
      const { meeting, participant } = await find(actor);
      const latest = (await answers.listLatest([meeting.id])).find(
        ({ participantId }) => participantId === answererOf(meeting, participant),
      );
      const {
        recordedByName: _name,
        channel: _channel,
        comment: _comment,
        ...answer
      } = presentAnswer(latest, meeting.timeVersion);
      const now = clock.now();
      const contacts = contactsOf(await listOrganisations(), { meeting, participant });
      return {
        ...presentTime(meeting, now),
        participantId: participant.id,
        ...presentOthers(meeting, participant),
        ...presentDeclining(meeting, participant),
        language: participant.language,
        answer,
        ...presentMandates(meeting, participant, now),
        ...(participant.role !== "external"
          ? presentOffer(meeting, now)
          : { alternatives: [], opening: null, answerBy: null }),
        movedSinceAnswer: latest !== undefined && latest.timeVersion < meeting.timeVersion,
        contacts,
        agencyTexts:
          participant.role !== "external"
            ? await readPassages(contacts.map(({ organisationId }) => organisationId))
            : [],
        mayEnterRoom:
          allows(meeting, "enter", now) &&
          participant.representative?.covers !== "answers" &&
          (meeting.mode === "video" || meeting.mode === "mixed"),
        byEid:
          actor.hasEid && participant.role !== "external"
            ? { type: meeting.type, handlaggare: namedHandlaggare(meeting) }
            : null,
      };
    },

    async download(actor) {
      const { meeting, participant } = await find(actor);
      if (meeting.status === "offered") throw new DomainError("wrong_state", "Välj en tid först.");
      return writeDownload(calendarEntryOf({ meeting, participant, url: `${publicUrl}/svar` }));
    },
  };
}

/** Whom one meets, as the individual is told. An external party needs to know of nobody. */
function presentOthers(
  { participants }: MeetingRecord,
  reader: ParticipantRecord,
): Pick<InvitationView, "meets" | "alsoMeets"> {
  if (reader.role === "external") return { meets: [], alsoMeets: [] };
  return {
    meets: participants.flatMap(({ organisationId, title }) =>
      organisationId && title ? [{ organisationId, title }] : [],
    ),
    alsoMeets: participants.flatMap(({ external }) =>
      external ? [{ kind: external.kind, organisationName: external.organisationName }] : [],
    ),
  };
}

/** The individual sees who may answer for them, and who does so with what mandate. */
function presentMandates(
  { participants }: MeetingRecord,
  reader: ParticipantRecord,
  now: Date,
): Pick<InvitationView, "representatives" | "represents"> {
  const today = localDateOf(now);
  const own = reader.representative;
  return {
    representatives:
      reader.role === "individual"
        ? participants.flatMap(({ name, representative }) =>
            representative && !isMandateOver(representative, today)
              ? [{ name, kind: representative.kind }]
              : [],
          )
        : [],
    represents: own ? { kind: own.kind, validUntil: own.validUntil } : null,
  };
}

/** Whether a no can be given, and the reasons that may go with it. */
function presentDeclining(
  meeting: MeetingRecord,
  { id, role }: ParticipantRecord,
): Pick<InvitationView, "declinable" | "declineReasons"> {
  const declinable = isDeclinable(meeting, id);
  return { declinable, declineReasons: declinable && role !== "external" ? [...DECLINE_REASONS] : [] };
}

function presentTime(meeting: MeetingRecord, now: Date) {
  return {
    meetingId: meeting.id,
    timeVersion: meeting.timeVersion,
    status: statusOf(meeting, now),
    startAt: meeting.startsAt.toISOString(),
    endAt: meeting.endsAt.toISOString(),
    mode: meeting.mode,
    place: meeting.place,
  };
}

/** The times to choose among, as long as there is a choice; afterwards only that any could be picked. */
function presentOffer(
  meeting: MeetingRecord,
  now: Date,
): Pick<InvitationView, "alternatives" | "opening" | "answerBy"> {
  const opening = presentOpening(meeting);
  if (statusOf(meeting, now) === "expired") return { alternatives: [], opening, answerBy: null };
  if (!allows(meeting, "choose", now)) return { alternatives: [], opening: null, answerBy: null };
  return {
    opening,
    alternatives: meeting.heldTimes.map(({ id, startsAt, endsAt }) => ({
      id,
      startAt: startsAt.toISOString(),
      endAt: endsAt.toISOString(),
    })),
    answerBy: meeting.answerBy?.toISOString() ?? null,
  };
}

function statusOf(meeting: MeetingRecord, now: Date): InvitationView["status"] {
  const { status, cancellationReason, endsAt } = meeting;
  if (status === "offered") return allows(meeting, "choose", now) ? "offered" : "expired";
  if (cancellationReason === "offer_expired" || cancellationReason === "offer_withdrawn") return "expired";
  if (status === "cancelled") return "cancelled";
  return status === "booked" && now < endsAt ? "booked" : "past";
}
