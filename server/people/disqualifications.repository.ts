import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { DisqualificationRecord, LiftedDisqualification } from "./staff-record.ts";

/** Keeps who is disqualified from which case (jäv, förvaltningslagen 16–18 §§), and who works on it instead. */
export function createDisqualificationsRepository(database: Database) {
  return {
    /** From then on the handläggare neither works on the case nor sees it. May run twice. */
    async record(
      { caseId, handlaggareId, by, at }: { caseId: string; handlaggareId: string; by: string; at: Date },
      unitOfWork: UnitOfWork,
    ): Promise<void> {
      await database
        .query(unitOfWork)
        .insertInto("disqualification")
        .values({ case_id: caseId, handlaggare_id: handlaggareId, recorded_at: at, recorded_by: by })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },

    /** A colleague is assigned to a case that another is or was: a protected person's is opened by those assigned only. */
    async assign(
      { caseId, fromId, toId }: { caseId: string; fromId: string; toId: string },
      unitOfWork: UnitOfWork,
    ): Promise<void> {
      await database
        .query(unitOfWork)
        .insertInto("case_assignment")
        .columns(["case_id", "handlaggare_id"])
        .expression((e) =>
          e
            .selectFrom("case_assignment")
            .where("case_id", "=", caseId)
            .where("handlaggare_id", "=", fromId)
            .select(["case_id", sql<string>`${toId}::uuid`.as("handlaggare_id")]),
        )
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },

    /** The disqualified of an office, the latest first, each with the meetings of the case that they took part in. */
    async listOfOffice(officeId: string): Promise<DisqualificationRecord[]> {
      return database
        .query()
        .selectFrom("disqualification as d")
        .innerJoin("handlaggare as h", "h.person_id", "d.handlaggare_id")
        .innerJoin("handlaggare as by", "by.person_id", "d.recorded_by")
        .where("h.office_id", "=", officeId)
        .select([
          "d.case_id as caseId",
          "d.handlaggare_id as personId",
          "h.name",
          "d.recorded_at as recordedAt",
          "by.shown_name as recordedByName",
          sql<
            string[]
          >`array(select distinct m.reference from meeting m join participant p on p.meeting_id = m.id
            where m.case_id = d.case_id and p.person_id = d.handlaggare_id order by m.reference)`.as(
            "references",
          ),
        ])
        .orderBy("d.recorded_at", "desc")
        .orderBy("d.case_id")
        .execute();
    },

    /** From then on they may work on the case again; what was is kept with why. @returns whether they were disqualified. */
    async lift(
      { caseId, handlaggareId, by, at, reason }: LiftedDisqualification,
      unitOfWork: UnitOfWork,
    ): Promise<boolean> {
      const query = database.query(unitOfWork);
      const lifted = await query
        .deleteFrom("disqualification")
        .where("case_id", "=", caseId)
        .where("handlaggare_id", "=", handlaggareId)
        .returning(["case_id", "handlaggare_id", "recorded_at", "recorded_by"])
        .executeTakeFirst();
      if (!lifted) return false;
      await query
        .insertInto("lifted_disqualification")
        .values({ ...lifted, lifted_at: at, lifted_by: by, reason })
        .execute();
      return true;
    },

    /** How many cases somebody is assigned to without a meeting to come in which they take part. */
    async countRest(personId: string, now: Date): Promise<number> {
      const { rows } = await sql<{ count: number }>`
        select count(*)::int as count from (${restOf(personId, now)}) rest`.execute(database.query());
      return rows[0]?.count ?? 0;
    },

    /**
     * A colleague is assigned to those cases instead, where none of the agency is already, and may be. May run twice.
     *
     * @returns the cases.
     */
    async moveRest(
      { fromId, toId, now }: { fromId: string; toId: string; now: Date },
      unitOfWork: UnitOfWork,
    ): Promise<string[]> {
      const { rows } = await sql<{ caseId: string }>`
        with rest as (${restOf(fromId, now)} and not exists (
            select from disqualification d where d.case_id = a.case_id and d.handlaggare_id = ${toId})),
          added as (
            insert into case_assignment (case_id, handlaggare_id)
            select case_id, ${toId}::uuid from rest where not exists (
              select from case_assignment o join handlaggare h on h.person_id = o.handlaggare_id
              where o.case_id = rest.case_id and o.handlaggare_id <> ${fromId} and h.organisation_id =
                (select organisation_id from handlaggare where person_id = ${fromId}))
            on conflict do nothing)
        delete from case_assignment a using rest
        where a.case_id = rest.case_id and a.handlaggare_id = ${fromId}
        returning a.case_id as "caseId"`.execute(database.query(unitOfWork));
      return rows.map(({ caseId }) => caseId);
    },
  };
}

/** The cases that somebody is assigned to without a meeting to come in which they take part. */
function restOf(personId: string, now: Date) {
  return sql`select a.case_id from case_assignment a where a.handlaggare_id = ${personId} and not exists (
    select from meeting m join participant p on p.meeting_id = m.id
    where m.case_id = a.case_id and p.person_id = a.handlaggare_id and p.left_at is null
      and m.status in ('draft', 'offered', 'booked') and m.starts_at > ${now})`;
}

export type DisqualificationsRepository = ReturnType<typeof createDisqualificationsRepository>;
