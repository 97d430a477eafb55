import type { MeetingRecord, ParticipantRecord } from "../../server/meetings/meeting-record.ts";
import type { EXTERNAL_KINDS } from "../../server/people/external-parties.contract.ts";

type ExternalKind = (typeof EXTERNAL_KINDS)[number];

const participant: ParticipantRecord = {
  id: "10000000-0000-4000-8000-000000000001",
  meetingId: "10000000-0000-4000-8000-000000000002",
  personId: "10000000-0000-4000-8000-000000000003",
  role: "individual",
  binding: true,
  isFurther: false,
  external: null,
  organisationId: null,
  title: null,
  officeName: null,
  name: "Hemlig Individ",
  email: "hemlig.individ@example.test",
  phone: null,
  address: null,
  channelOrder: ["email"],
  language: "sv",
  protection: "none",
  uid: "uid-1@samtid",
  sequence: 0,
  createdAt: new Date("2026-03-02T08:00:00Z"),
  leftAt: null,
};

/** An external party of FK's, by kind. */
export const externalRecord = (
  kind: ExternalKind,
  more: Partial<ParticipantRecord> = {},
): ParticipantRecord => ({
  ...participant,
  id: "20000000-0000-4000-8000-000000000001",
  personId: "20000000-0000-4000-8000-000000000002",
  role: "external",
  isFurther: true,
  external: {
    kind,
    organisationName: "Hemliga Bolaget AB",
    phone: "070-174 06 05",
    registeredBy: "forsakringskassan",
  },
  name: "Extern Person",
  email: "extern@example.test",
  uid: "uid-2@samtid",
  ...more,
});

const handlaggare = (organisationId: "forsakringskassan" | "arbetsformedlingen"): ParticipantRecord => ({
  ...participant,
  role: "handlaggare",
  organisationId,
  title: organisationId === "forsakringskassan" ? "forsakringsutredare" : "arbetsformedlare",
  officeName: "Hemliga Kontoret",
  name: "Hemlig Handläggare",
  email: `hemlig@${organisationId}.test`,
});

/** A meeting on site by both agencies with an external party, every word of it something to look for in what is sent. */
export function meetingRecord(external: ParticipantRecord, more: Partial<MeetingRecord> = {}): MeetingRecord {
  const startsAt = new Date("2026-03-17T09:00:00Z");
  const endsAt = new Date("2026-03-17T10:00:00Z");
  return {
    id: participant.meetingId,
    reference: "SAM-7K2M9Q",
    caseId: "10000000-0000-4000-8000-000000000004",
    type: "gemensam_kartlaggning",
    status: "booked",
    startsAt,
    endsAt,
    mode: "on_site",
    place: "Storgatan 1, Uppsala",
    revision: 1,
    timeVersion: 1,
    createdAt: new Date("2026-03-02T08:00:00Z"),
    createdBy: "",
    changedAt: new Date("2026-03-02T08:00:00Z"),
    timeSetAt: new Date("2026-03-02T08:00:00Z"),
    talkedWithAt: new Date("2026-03-02T08:00:00Z"),
    talkedWithByName: "Hemlig Handläggare",
    decisionCommunicatedOn: null,
    cancellationReason: null,
    confirmBy: null,
    rejectionReason: null,
    disqualifiedIds: [],
    ownerOrganisationId: "forsakringskassan",
    consentedParties: [],
    bookedByOrganisationId: "forsakringskassan" as const,
    answerBy: new Date("2026-03-10T09:00:00Z"),
    opening: null,
    heldTimes: [{ id: "held", startsAt, endsAt, state: "held" }],
    participants: [
      participant,
      handlaggare("forsakringskassan"),
      handlaggare("arbetsformedlingen"),
      external,
    ],
    formerParticipants: [],
    ...more,
  };
}
