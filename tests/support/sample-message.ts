import type { MessageKind } from "../../server/invitations/invitations.contract.ts";
import type { MessageSubject } from "../../server/invitations/message-texts.ts";
import type { MeetingRecord, ParticipantRecord } from "../../server/meetings/meeting-record.ts";
import type { MeetingTypeCode } from "../../server/meetings/meetings.contract.ts";
import type { Language } from "../../server/people/people.contract.ts";

const AT = new Date("2026-03-02T08:00:00Z");

const colleague = (organisationId: "forsakringskassan" | "arbetsformedlingen", name: string) =>
  ({
    ...individual("sv"),
    id: organisationId,
    role: "handlaggare",
    organisationId,
    title: organisationId === "forsakringskassan" ? "forsakringsutredare" : "arbetsformedlare",
    name,
    channelOrder: ["email"],
  }) as const satisfies ParticipantRecord;

function individual(language: Language): ParticipantRecord {
  return {
    id: "individual",
    meetingId: "meeting",
    personId: "person",
    role: "individual",
    organisationId: null,
    title: null,
    officeName: null,
    name: "Karin Ödmark",
    email: "karin@example.test",
    phone: "070-174 06 05",
    address: { careOf: "Ängqvist", street: "Björkvägen 12 A", postalCode: "753 20", city: "Uppsala" },
    channelOrder: null,
    language,
    protection: "none",
    binding: true,
    isFurther: false,
    external: null,
    uid: "uid",
    sequence: 0,
    createdAt: AT,
    leftAt: null,
  };
}

/** A message to the individual Karin Ödmark about a meeting by video on 18 March 2026 at ten, or one of two times. */
export function sampleMessage(
  kind: MessageKind,
  type: MeetingTypeCode = "gemensam_kartlaggning",
  language: Language = "sv",
): MessageSubject {
  const startsAt = new Date("2026-03-18T09:00:00Z");
  const endsAt = new Date("2026-03-18T10:00:00Z");
  const participant = individual(language);
  const meeting: MeetingRecord = {
    id: "meeting",
    reference: "SAM-4F2K9",
    caseId: "case",
    type,
    status: kind === "offer" ? "offered" : "booked",
    startsAt,
    endsAt,
    mode: "video",
    place: null,
    revision: 1,
    timeVersion: 1,
    createdAt: AT,
    createdBy: "fk",
    changedAt: AT,
    timeSetAt: AT,
    talkedWithAt: AT,
    talkedWithByName: "Annika Östlund",
    decisionCommunicatedOn: null,
    cancellationReason: null,
    confirmBy: null,
    rejectionReason: null,
    disqualifiedIds: [],
    ownerOrganisationId: "forsakringskassan",
    consentedParties: [],
    bookedByOrganisationId: "forsakringskassan",
    answerBy: kind === "offer" ? new Date("2026-03-10T11:00:00Z") : null,
    opening: null,
    heldTimes:
      kind === "offer"
        ? [
            { id: "one", startsAt, endsAt, state: "held" },
            {
              id: "two",
              startsAt: new Date("2026-03-19T12:00:00Z"),
              endsAt: new Date("2026-03-19T13:00:00Z"),
              state: "held",
            },
          ]
        : [],
    participants: [
      participant,
      colleague("forsakringskassan", "Annika Östlund"),
      colleague("arbetsformedlingen", "Anders Åkerman"),
    ],
    formerParticipants: [],
  };
  return {
    kind,
    meeting,
    participant,
    url: "https://samtid.example.org/svar/secret",
    contacts: [
      { organisationId: "forsakringskassan", phone: "08-465 004 10" },
      { organisationId: "arbetsformedlingen", phone: "08-465 004 20" },
    ],
  };
}
