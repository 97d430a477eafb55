import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { AbsenceRecord } from "./absence-record.ts";
import type { Period } from "./busy-time.ts";
import type { AwayKind } from "./working-pattern.contract.ts";

/** Reads and writes the time handläggare are away. Writers lock the person first (`TimeRepository.lockPersons`). */
export function createAbsencesRepository(database: Database) {
  return {
    /** Those that overlap a period, soonest first. */
    list: (personId: string, period: Period, unitOfWork?: UnitOfWork): Promise<AbsenceRecord[]> =>
      database
        .query(unitOfWork)
        .selectFrom("absence")
        .where("handlaggare_id", "=", personId)
        .where(sql<boolean>`during && tstzrange(${period.startAt}, ${period.endAt})`)
        .orderBy("during")
        .orderBy("id")
        .select([
          "id",
          sql<Date>`lower(during)`.as("startAt"),
          sql<Date>`upper(during)`.as("endAt"),
          "title",
          "kind",
        ])
        .$narrowType<{ kind: AwayKind }>()
        .execute(),

    async insert(
      personId: string,
      absence: Omit<AbsenceRecord, "id">,
      unitOfWork: UnitOfWork,
    ): Promise<string> {
      const { id } = await database
        .query(unitOfWork)
        .insertInto("absence")
        .values({
          handlaggare_id: personId,
          during: sql<string>`tstzrange(${absence.startAt}, ${absence.endAt})`,
          title: absence.title,
          kind: absence.kind,
        })
        .returning("id")
        .executeTakeFirstOrThrow();
      return id;
    },

    /** @returns whether the person had such an absence. */
    async change(personId: string, absence: AbsenceRecord, unitOfWork: UnitOfWork): Promise<boolean> {
      const changed = await database
        .query(unitOfWork)
        .updateTable("absence")
        .set({
          during: sql<string>`tstzrange(${absence.startAt}, ${absence.endAt})`,
          title: absence.title,
          kind: absence.kind,
        })
        .where("id", "=", absence.id)
        .where("handlaggare_id", "=", personId)
        .returning("id")
        .executeTakeFirst();
      return changed !== undefined;
    },

    /** @returns whether the person had such an absence. */
    async remove(personId: string, absenceId: string, unitOfWork: UnitOfWork): Promise<boolean> {
      const removed = await database
        .query(unitOfWork)
        .deleteFrom("absence")
        .where("id", "=", absenceId)
        .where("handlaggare_id", "=", personId)
        .returning("id")
        .executeTakeFirst();
      return removed !== undefined;
    },
  };
}
export type AbsencesRepository = ReturnType<typeof createAbsencesRepository>;
