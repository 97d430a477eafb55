import { randomUUID } from "node:crypto";
import type { StaffActor } from "../identity/actor.ts";
import { casePolicy } from "../identity/policy/policy.ts";
import { firstChannelFor, neededByOf } from "../invitations/channel-order.ts";
import { reachOf } from "../invitations/message-channel.ts";
import type { PreviewMessage } from "../invitations/preview-message.ts";
import { isToldOf } from "../invitations/told-of.ts";
import type { CaseRecord, CaseRepresentative, FindCase } from "../people/case-record.ts";
import type { ExternalParty } from "../people/external-parties.contract.ts";
import type { FindFurtherParties } from "../people/further-party.ts";
import type { Handlaggare, OrganisationId } from "../people/people.contract.ts";
import type { FindHandlaggare } from "../people/staff-record.ts";
import type { Clock } from "../platform/clock.ts";
import { DomainError } from "../platform/domain-error.ts";
import { earliestOf, openingOf, plannedTimes, representativesOn } from "./meeting-plan.ts";
import type { MeetingRecord, ParticipantRecord } from "./meeting-record.ts";
import type { MessagePreview } from "./meeting-previews.contract.ts";
import type { NewMeetingCommand } from "./meetings.contract.ts";

/**
 * What each participant would be sent if the meeting were booked or offered: made by the same code as the real thing, only the
 * link's secret is left out. Writes nothing.
 *
 * @throws DomainError `not_found` for a case one may not open.
 */
export type PreviewMeeting = (
  actor: StaffActor,
  command: NewMeetingCommand,
) => Promise<{ messages: MessagePreview[] }>;

export function createPreviewMeeting({
  findCase,
  findHandlaggare,
  findFurtherParties,
  findAddress,
  preview,
  clock,
}: {
  findCase: FindCase;
  findHandlaggare: FindHandlaggare;
  findFurtherParties: FindFurtherParties;
  /** A handläggare's e-mail address. */
  findAddress: (personId: string) => Promise<string | null>;
  preview: PreviewMessage;
  clock: Clock;
}): PreviewMeeting {
  return async (actor, command) => {
    const record = await findCase(command.caseId);
    if (!record || !casePolicy.book(actor, record)) throw new DomainError("not_found", "Ärendet finns inte.");
    const handlaggare = await findHandlaggare(command.handlaggare.map(({ personId }) => personId));
    const further = await findFurtherParties(command.participants ?? [], actor.organisationId);
    const colleague = async (each: Handlaggare) => asColleague(each, await findAddress(each.personId));
    const participants = [
      asParticipant(record),
      ...representativesOn(record, clock.now()).map((each) => asRepresentative(each, record)),
      ...(await Promise.all(handlaggare.map(colleague))),
      ...(await Promise.all(
        further.map(async ({ handlaggare: staff, external, attendance }) => ({
          ...(staff ? await colleague(staff) : asExternal(external, actor.organisationId)),
          binding: attendance === "binding",
          isFurther: true,
        })),
      )),
    ];
    const meeting = {
      ...asMeeting(command, participants, clock.now()),
      bookedByOrganisationId: actor.organisationId,
      ownerOrganisationId: record.ownerOrganisationId,
      consentedParties: record.consentedParties,
    };
    const kind = meeting.answerBy ? "offer" : "invitation";
    const told = participants.filter((each) => isToldOf(kind, each, meeting));
    const messages = told.map(async (participant): Promise<MessagePreview> => {
      const channel = firstChannelFor(
        { kind, person: reachOf(participant, meeting), neededBy: neededByOf(meeting) },
        clock.now(),
      );
      const { name: recipientName, role } = participant;
      return { recipientName, role, channel, ...(await preview({ kind, meeting, participant, channel })) };
    });
    return { messages: await Promise.all(messages) };
  };
}

/** The meeting as it would be; nothing in it comes from the database but the people. */
function asMeeting(
  command: NewMeetingCommand,
  participants: ParticipantRecord[],
  at: Date,
): Omit<MeetingRecord, "bookedByOrganisationId" | "ownerOrganisationId" | "consentedParties"> {
  const planned = plannedTimes(command);
  const { times, answerBy } = planned;
  return {
    id: randomUUID(),
    reference: "SAM-…",
    caseId: command.caseId,
    type: command.type,
    status: answerBy ? "offered" : "booked",
    ...earliestOf(planned),
    answerBy,
    opening: openingOf(command),
    confirmBy: null,
    rejectionReason: null,
    disqualifiedIds: [],
    heldTimes:
      answerBy && !("opening" in command)
        ? times.map((time) => ({ ...time, id: randomUUID(), state: "held" as const }))
        : [],
    mode: command.mode,
    place: command.place,
    revision: 1,
    timeVersion: 1,
    createdAt: at,
    createdBy: "",
    changedAt: at,
    timeSetAt: at,
    talkedWithAt: at,
    talkedWithByName: "",
    decisionCommunicatedOn: command.decisionCommunicatedOn,
    cancellationReason: null,
    participants,
    formerParticipants: [],
  };
}

const unsaved = (personId: string) => ({
  binding: true,
  isFurther: false,
  external: null,
  id: randomUUID(),
  meetingId: "",
  personId,
  uid: `${randomUUID()}@samtid`,
  sequence: 0,
  leftAt: null,
});

function asParticipant(record: CaseRecord): ParticipantRecord {
  return {
    ...unsaved(record.individualId),
    role: "individual",
    organisationId: null,
    title: null,
    officeName: null,
    name: record.individualName,
    email: record.email,
    phone: record.phone,
    address: record.address,
    channelOrder: record.channelOrder,
    language: record.language,
    protection: record.protection,
    createdAt: new Date(0),
  };
}

function asRepresentative(
  { personId, name, email, language, ...mandate }: CaseRepresentative,
  { protection, ownerOrganisationId: registeredBy }: CaseRecord,
): ParticipantRecord {
  return {
    ...asColleague({ personId, name } as Handlaggare, email),
    role: "representative",
    binding: false,
    representative: { ...mandate, isWithdrawn: false, covers: "answers", phone: null, registeredBy },
    organisationId: null,
    title: null,
    officeName: null,
    language,
    protection,
  };
}

function asColleague(handlaggare: Handlaggare, email: string | null): ParticipantRecord {
  return {
    ...unsaved(handlaggare.personId),
    role: "handlaggare",
    organisationId: handlaggare.organisationId,
    title: handlaggare.role,
    officeName: handlaggare.officeName,
    name: handlaggare.name,
    email,
    phone: null,
    address: null,
    channelOrder: ["email"],
    language: "sv",
    protection: "none",
    createdAt: new Date(0),
  };
}

function asExternal(party: ExternalParty, registeredBy: OrganisationId): ParticipantRecord {
  const { personId, name, email, kind, organisationName, phone } = party;
  return {
    ...unsaved(personId),
    role: "external",
    external: { kind, organisationName, phone, registeredBy },
    organisationId: null,
    title: null,
    officeName: null,
    name,
    email,
    phone: null,
    address: null,
    channelOrder: ["email"],
    language: "sv",
    protection: "none",
    createdAt: new Date(0),
  };
}
