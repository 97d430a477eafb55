import type { ReadAgencyPassages } from "../agency-texts/read-agency-passages.ts";
import type { MeetingRecord, ParticipantRecord } from "../meetings/meeting-record.ts";
import type { ListOrganisations } from "../people/staff-record.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import { contactsOf } from "./contacts.ts";
import type { MessageKind } from "./invitations.contract.ts";
import type { MessageSubject } from "./message-texts.ts";

/**
 * Gathers what a message to one participant is made of: what it is about, where one reads more, whom one can call.
 * `token` is the one-time link's secret; an individual without one is told by telephone or letter. Who got what was meant
 * for another gets no link.
 */
export type DescribeMessage = (message: {
  kind: MessageKind;
  meeting: MeetingRecord;
  participant: ParticipantRecord;
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
  return async ({ kind, meeting, participant, token, unitOfWork }) => {
    const contacts = contactsOf(await listOrganisations(unitOfWork), { meeting, participant });
    const url = kind === "recalled" ? undefined : pageOf(participant, meeting.id, token);
    const speakers = participant.role === "individual" ? contacts : [];
    const passages = await readPassages(
      speakers.map(({ organisationId }) => organisationId),
      unitOfWork,
    );
    return { kind, meeting, participant, url, contacts, passages };
  };
}
