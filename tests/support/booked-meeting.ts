import type { Samtid } from "../../server/compose.ts";
import type { StaffActor } from "../../server/identity/actor.ts";
import type { MeetingRecord } from "../../server/meetings/meeting-record.ts";
import { MEETING_TYPE } from "../../server/meetings/types/registered-types.contract.ts";
import type { BookMeeting } from "../../server/meetings/meetings.contract.ts";
import type { SamplePeople } from "./sample-people.ts";

/** Försäkringskassan's n-th sample handläggare. */
export async function staffActor(samtid: Samtid, people: SamplePeople, index = 0): Promise<StaffActor> {
  const [found] = await samtid.repositories.people.findHandlaggare([people.fk[index]!]);
  const { personId, organisationId, officeId, role } = found!;
  return { kind: "staff", personId, organisationId, officeId, role };
}

/** Books an hour by video of the n-th case with each agency's n-th handläggare, as the one of Försäkringskassan. */
export async function bookSampleMeeting(
  samtid: Samtid,
  people: SamplePeople,
  wish: { startAt: Date; index?: number; type?: BookMeeting["type"] },
): Promise<MeetingRecord> {
  const { startAt, index = 0, type = "gemensam_kartlaggning" } = wish;
  const id = await samtid.bookMeeting(await staffActor(samtid, people, index), {
    caseId: people.cases[index]!,
    type,
    startAt: startAt.toISOString(),
    durationMinutes: 60,
    mode: "video",
    place: null,
    handlaggare: [
      { organisationId: "forsakringskassan", personId: people.fk[index]! },
      { organisationId: "arbetsformedlingen", personId: people.af[index]! },
    ],
    talkedWithIndividual: true,
    decisionCommunicatedOn: MEETING_TYPE[type].needsCommunicatedDecision ? "2026-01-02" : null,
    secrecyConsentOn: null,
  });
  return (await samtid.repositories.meetings.find(id))!;
}

/** Gives a meeting another hour, as its handläggare of Försäkringskassan. */
export async function moveSampleMeeting(
  samtid: Samtid,
  people: SamplePeople,
  { id, startAt }: { id: string; startAt: Date },
): Promise<void> {
  const { revision } = (await samtid.repositories.meetings.find(id))!;
  const move = { startAt: startAt.toISOString(), durationMinutes: 60, mode: "video", place: null } as const;
  await samtid.moveMeeting(await staffActor(samtid, people), { meetingId: id, revision }, move);
}

/** Cancels a meeting, as its handläggare of Försäkringskassan. */
export async function cancelSampleMeeting(samtid: Samtid, people: SamplePeople, id: string): Promise<void> {
  const { revision } = (await samtid.repositories.meetings.find(id))!;
  const seen = { meetingId: id, revision };
  await samtid.cancelMeeting(await staffActor(samtid, people), seen, { reason: "individual" });
}
