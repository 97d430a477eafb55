import { organizerAddress, type ReplyAddressSettings } from "../calendars/organizer-address.ts";
import type { ReadAgencyPassages } from "../agency-texts/read-agency-passages.ts";
import type { MeetingRecord, ParticipantRecord } from "../meetings/meeting-record.ts";
import type { ListOrganisations } from "../people/staff-record.ts";
import type { renderMail } from "../platform/mail/mail-layout.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { MessageKind } from "./invitations.contract.ts";
import { contactsOf } from "./contacts.ts";
import { calendarPartOf, contentOf } from "./message-content.ts";

/** A message laid out, ready to be sent or shown as a preview. */
export interface ComposedMessage {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly calendar?: { readonly method: "REQUEST" | "CANCEL"; readonly content: string } | undefined;
  readonly replyTo: string;
}

/** Makes the one message a participant gets; preview and sending go the same way. `token` is the one-time link's secret; an individual without one is told by telephone. */
export type ComposeMessage = (message: {
  kind: MessageKind;
  meeting: MeetingRecord;
  participant: ParticipantRecord;
  token: string | undefined;
  unitOfWork?: UnitOfWork;
}) => Promise<ComposedMessage>;

export function createComposeMessage({
  publicUrl,
  replyAddress,
  listOrganisations,
  readPassages,
  render,
}: {
  publicUrl: string;
  replyAddress: ReplyAddressSettings;
  listOrganisations: ListOrganisations;
  readPassages: ReadAgencyPassages;
  render: typeof renderMail;
}): ComposeMessage {
  const pageOf = ({ role }: ParticipantRecord, meetingId: string, token: string | undefined) => {
    if (role === "handlaggare") return `${publicUrl}/moten/${meetingId}`;
    return token && `${publicUrl}/svar/${token}`;
  };
  return async ({ kind, meeting, participant, token, unitOfWork }) => {
    const contacts = contactsOf(await listOrganisations(unitOfWork), { meeting, participant });
    const url = pageOf(participant, meeting.id, token);
    const passages =
      participant.role === "individual"
        ? await readPassages(
            contacts.map(({ organisationId }) => organisationId),
            unitOfWork,
          )
        : [];
    const message = { kind, meeting, participant, url, contacts, passages };
    const { subject, content } = contentOf(message);
    const replyTo = organizerAddress(participant.id, replyAddress);
    return { subject, ...(await render(content)), calendar: calendarPartOf(message, replyTo), replyTo };
  };
}
