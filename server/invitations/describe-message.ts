import type { MeetingRecord, ParticipantRecord } from "../meetings/meeting-record.ts";
import type { ListOrganisations } from "../people/staff-record.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import { contactsOf } from "./contacts.ts";
import type { MessageKind } from "./invitations.contract.ts";
import type { MessageSubject } from "./message-texts.ts";

/**
 * Gathers what a message to one participant is made of: what it is about, where one reads more, whom one can call.
 * `token` is the one-time link's secret; an individual without one is told by telephone or letter.
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
}: {
  publicUrl: string;
  listOrganisations: ListOrganisations;
}): DescribeMessage {
  const pageOf = ({ role }: ParticipantRecord, meetingId: string, token: string | undefined) => {
    if (role === "handlaggare") return `${publicUrl}/moten/${meetingId}`;
    return token && `${publicUrl}/svar/${token}`;
  };
  return async ({ kind, meeting, participant, token, unitOfWork }) => {
    const contacts = contactsOf(await listOrganisations(unitOfWork), { meeting, participant });
    return { kind, meeting, participant, url: pageOf(participant, meeting.id, token), contacts };
  };
}
