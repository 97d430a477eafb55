import type { ReadAgencyPassages } from "../agency-texts/read-agency-passages.ts";
import type { MeetingRecord, ParticipantRecord } from "../meetings/meeting-record.ts";
import type { ListOrganisations } from "../people/staff-record.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { MessageChannel } from "../people/people.contract.ts";
import { contactsOf } from "./contacts.ts";
import type { MessageKind } from "./invitations.contract.ts";
import type { MessageSubject } from "./message-texts.ts";

/**
 * Gathers what a message to one participant is made of: what it is about, where one reads more, whom one can call.
 * `token` is the one-time link's secret; an individual without one is told by telephone or letter. Who got what was meant
 * for another gets no link.
 *
 * Whether a text to somebody outside the agencies carries a link is a setting of who sends it, for each channel. Without, it says
 * how else one gets there.
 */
export type DescribeMessage = (message: {
  kind: MessageKind;
  meeting: MeetingRecord;
  participant: ParticipantRecord;
  channel: MessageChannel;
  token: string | undefined;
  unitOfWork?: UnitOfWork;
}) => Promise<MessageSubject>;

export function createDescribeMessage({
  publicUrl,
  listOrganisations,
  readPassages,
}: {
  publicUrl: string;
  listOrganisations: ListOrganisations;
  readPassages: ReadAgencyPassages;
}): DescribeMessage {
  const pageOf = ({ role }: ParticipantRecord, meetingId: string, token: string | undefined) => {
    if (role === "handlaggare") return `${publicUrl}/moten/${meetingId}`;
    return token && `${publicUrl}/svar/${token}`;
  };
  return async ({ kind, meeting, participant, channel, token, unitOfWork }) => {
    const organisations = await listOrganisations(unitOfWork);
    const contacts = contactsOf(organisations, { meeting, participant });
    const sender = organisations.find(({ id }) => id === senderOf(participant, meeting));
    const isLinkless =
      participant.role !== "handlaggare" &&
      channel !== "telephone" &&
      !(sender?.linkChannels.includes(channel) ?? true);
    const url = kind === "recalled" || isLinkless ? undefined : pageOf(participant, meeting.id, token);
    const speakers = participant.role === "individual" ? contacts : [];
    const passages = await readPassages(
      speakers.map(({ organisationId }) => organisationId),
      unitOfWork,
    );
    return { kind, meeting, participant, channel, url, isLinkless, contacts, passages };
  };
}

/** The agency that a message is from: who asked an external party, otherwise who booked. */
function senderOf({ external }: ParticipantRecord, meeting: MeetingRecord) {
  return external?.registeredBy ?? meeting.bookedByOrganisationId;
}
