import { randomUUID } from "node:crypto";
import type { Samtid } from "../../server/compose.ts";
import type { SamplePeople } from "./sample-people.ts";

/** Ids of a meeting between the first handläggare of each agency and the individual of a case. */
export interface SampleMeeting {
  readonly id: string;
  /** Participant ids. */
  readonly fk: string;
  readonly af: string;
  readonly individual: string;
  /** The individual's one-time link, valid for a week after the meeting. */
  readonly linkId: string;
}

/** Writes a booked one-hour video meeting straight to the tables, with no messages and no time taken. */
export async function insertSampleMeeting(
  samtid: Samtid,
  people: SamplePeople,
  meeting: { startsAt: Date; caseIndex?: number },
): Promise<SampleMeeting> {
  const { startsAt, caseIndex = 0 } = meeting;
  const query = samtid.database.query();
  const caseId = people.cases[caseIndex]!;
  const { individualId } = (await samtid.repositories.cases.find(caseId))!;
  const bookedBy = people.fk[0]!;
  const { id } = await query
    .insertInto("meeting")
    .values({
      reference: `SAM-${randomUUID().slice(0, 6)}`,
      case_id: caseId,
      type: "gemensam_kartlaggning",
      status: "booked",
      starts_at: startsAt,
      ends_at: new Date(startsAt.getTime() + 3_600_000),
      mode: "video",
      place: null,
      created_at: startsAt,
      created_by: bookedBy,
      changed_at: startsAt,
      time_set_at: startsAt,
      talked_with_at: startsAt,
      talked_with_by: bookedBy,
      decision_communicated_on: null,
      cancellation_reason: null,
      snapshot_sex: "woman",
      snapshot_birth_year: 1980,
      snapshot_benefit: "sjukpenning",
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  const insertParticipant = async (personId: string, organisationId: string | null) => {
    const role = organisationId ? "handlaggare" : "individual";
    const { id: participantId } = await query
      .insertInto("participant")
      .values({
        meeting_id: id,
        person_id: personId,
        role,
        organisation_id: organisationId,
        office_id: null,
        binding: true,
        uid: randomUUID(),
        created_at: startsAt,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    return participantId;
  };
  const individual = await insertParticipant(individualId, null);
  const link = await query
    .insertInto("one_time_link")
    .values({
      participant_id: individual,
      token_hash: Buffer.from(randomUUID()),
      created_at: startsAt,
      expires_at: new Date(startsAt.getTime() + 7 * 86_400_000),
      first_opened_at: null,
      revoked_at: null,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return {
    id,
    fk: await insertParticipant(people.fk[0]!, "forsakringskassan"),
    af: await insertParticipant(people.af[0]!, "arbetsformedlingen"),
    individual,
    linkId: link.id,
  };
}
