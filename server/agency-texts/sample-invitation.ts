import { randomUUID } from "node:crypto";
import type { MeetingRecord, ParticipantRecord } from "../meetings/meeting-record.ts";
import { MEETING_TYPE, MEETING_TYPES } from "../meetings/types/registered-types.contract.ts";
import type { HandlaggareRole, Language, OrganisationId } from "../people/people.contract.ts";
import { addDays, instantAt, localDateOf } from "../scheduling/local-time.ts";

const DAYS_AHEAD = 21;
const TEN_O_CLOCK_MINUTES = 10 * 60;
const HOUR_MS = 3_600_000;
const SECRET_LEFT_OUT = "…";

/** An invitation to a meeting that may be declined, of nobody in particular, three weeks from now. */
export function sampleInvitation(language: Language, now: Date) {
  const startsAt = instantAt(addDays(localDateOf(now), DAYS_AHEAD), TEN_O_CLOCK_MINUTES);
  const meetingId = randomUUID();
  const someone = (more: Partial<ParticipantRecord>) => ({ ...nobody(meetingId, now), ...more });
  const individual = someone({ role: "individual", email: "namn@example.org", language });
  const staff = (organisationId: OrganisationId, title: HandlaggareRole) =>
    someone({ role: "handlaggare", organisationId, title });
  const meeting: MeetingRecord = {
    id: meetingId,
    reference: "SAM-…",
    caseId: randomUUID(),
    type: MEETING_TYPES.find((type) => MEETING_TYPE[type].declinable)!,
    status: "booked",
    startsAt,
    endsAt: new Date(startsAt.getTime() + HOUR_MS),
    mode: "video",
    place: null,
    revision: 1,
    timeVersion: 1,
    createdAt: now,
    createdBy: "",
    changedAt: now,
    timeSetAt: now,
    talkedWithAt: now,
    talkedWithByName: "",
    decisionCommunicatedOn: null,
    cancellationReason: null,
    confirmBy: null,
    rejectionReason: null,
    disqualifiedIds: [],
    ownerOrganisationId: "forsakringskassan",
    consentedParties: [],
    bookedByOrganisationId: "forsakringskassan",
    answerBy: null,
    opening: null,
    heldTimes: [],
    participants: [
      individual,
      staff("forsakringskassan", "forsakringsutredare"),
      staff("arbetsformedlingen", "arbetsformedlare"),
    ],
    formerParticipants: [],
  };
  return {
    kind: "invitation" as const,
    meeting,
    participant: individual,
    channel: "email" as const,
    token: SECRET_LEFT_OUT,
  };
}

function nobody(meetingId: string, now: Date): ParticipantRecord {
  return {
    id: randomUUID(),
    meetingId,
    personId: randomUUID(),
    role: "handlaggare",
    binding: true,
    isFurther: false,
    external: null,
    organisationId: null,
    title: null,
    officeName: null,
    name: "",
    email: null,
    phone: null,
    address: null,
    channelOrder: null,
    language: "sv",
    protection: "none",
    uid: `${randomUUID()}@samtid`,
    sequence: 0,
    createdAt: now,
    leftAt: null,
  };
}
