import { sql, type Kysely } from "kysely";
import type { Tables } from "../platform/database/tables.ts";
import type { MeetingRecord } from "./meeting-record.ts";
import { loadHeldTimes } from "./offers.repository.ts";
import { loadParticipants } from "./participants.repository.ts";

/** Meetings of cases from which somebody is disqualified are not theirs to see. */
export function isNotDisqualified(personId: string) {
  return sql<boolean>`not exists (select from disqualification d
    where d.case_id = m.case_id and d.handlaggare_id = ${personId})`;
}

/** Every meeting that is not erased, with what the database keeps of it itself. */
export function selectMeetings(query: Kysely<Tables>) {
  return query
    .selectFrom("meeting as m")
    .innerJoin("handlaggare as booker", "booker.person_id", "m.created_by")
    .innerJoin("handlaggare as talker", "talker.person_id", "m.talked_with_by")
    .innerJoin("cooperation_case as c", "c.id", "m.case_id")
    .where("m.erased_at", "is", null)
    .select([
      "m.id",
      "m.reference",
      "m.case_id as caseId",
      "m.type",
      "m.status",
      "m.starts_at as startsAt",
      "m.ends_at as endsAt",
      "m.mode",
      "m.place",
      "m.revision",
      "m.time_version as timeVersion",
      "m.created_at as createdAt",
      "m.created_by as createdBy",
      "m.changed_at as changedAt",
      "m.time_set_at as timeSetAt",
      "m.talked_with_at as talkedWithAt",
      "talker.shown_name as talkedWithByName",
      "m.decision_communicated_on as decisionCommunicatedOn",
      "m.cancellation_reason as cancellationReason",
      "m.answer_by as answerBy",
      "m.confirm_by as confirmBy",
      "m.open_from as openFrom",
      "m.open_until as openUntil",
      "m.open_loosen as openLoosen",
      "m.rejection_reason as rejectionReason",
      "booker.organisation_id as bookedByOrganisationId",
      "c.owner_organisation_id as ownerOrganisationId",
      sql<string[]>`array(select distinct unnest(parties) from consent
        where case_id = m.case_id and kind = 'secrecy' and withdrawn_at is null)`.as("consentedParties"),
      sql<string[]>`array(select handlaggare_id::text from disqualification where case_id = m.case_id)`.as(
        "disqualifiedIds",
      ),
    ]);
}

interface OpeningColumns {
  openFrom: string | null;
  openUntil: string | null;
  openLoosen: string[];
}

/** Adds who takes part and which times were offered. */
export async function completeMeetings(
  query: Kysely<Tables>,
  meetings: readonly (OpeningColumns & { id: string; answerBy: Date | null })[],
): Promise<MeetingRecord[]> {
  const offered = meetings.filter(({ answerBy }) => answerBy !== null);
  const participants = await loadParticipants(
    query,
    meetings.map(({ id }) => id),
  );
  const heldTimes = await loadHeldTimes(
    query,
    offered.map(({ id }) => id),
  );
  return meetings.map(({ openFrom, openUntil, openLoosen, ...meeting }) => {
    const all = participants.filter(({ meetingId }) => meetingId === meeting.id);
    return {
      ...meeting,
      opening: openFrom && { fromOn: openFrom, untilOn: openUntil, loosen: openLoosen },
      heldTimes: heldTimes.filter(({ meetingId }) => meetingId === meeting.id),
      participants: all.filter(({ leftAt }) => leftAt === null),
      formerParticipants: all.filter(({ leftAt }) => leftAt !== null),
    } as unknown as MeetingRecord;
  });
}
