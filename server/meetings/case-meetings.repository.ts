import type { Database } from "../platform/database/database.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";

/** Finds meetings to come: drafts, offers and booked ones that have not begun. */
export function createCaseMeetingsRepository(database: Database) {
  const toCome = (now: Date, unitOfWork?: UnitOfWork) =>
    database
      .query(unitOfWork)
      .selectFrom("meeting as m")
      .where("m.status", "in", ["draft", "offered", "booked"])
      .where("m.starts_at", ">", now);

  return {
    /** Of a case, in the order in which they are to be locked. */
    async listOfCase(caseId: string, now: Date, unitOfWork: UnitOfWork): Promise<string[]> {
      const rows = await toCome(now, unitOfWork)
        .where("m.case_id", "=", caseId)
        .orderBy("m.id")
        .select("m.id")
        .execute();
      return rows.map(({ id }) => id);
    },

    /** In which a handläggare takes part, soonest first; of one case when it is given. */
    async listOfHandlaggare(personId: string, now: Date, caseId?: string): Promise<string[]> {
      let query = toCome(now)
        .innerJoin("participant as p", "p.meeting_id", "m.id")
        .where("p.person_id", "=", personId)
        .where("p.left_at", "is", null);
      if (caseId) query = query.where("m.case_id", "=", caseId);
      const rows = await query.orderBy("m.starts_at").orderBy("m.id").select("m.id").execute();
      return rows.map(({ id }) => id);
    },
  };
}
export type CaseMeetingsRepository = ReturnType<typeof createCaseMeetingsRepository>;
