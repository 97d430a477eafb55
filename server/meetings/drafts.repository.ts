import type { Database } from "../platform/database/database.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { DraftSummary } from "./drafts.contract.ts";

/** A draft in its office's list. */
export interface DraftRecord extends Omit<DraftSummary, "startAt" | "confirmBy" | "state"> {
  readonly startsAt: Date;
  readonly confirmBy: Date;
  readonly status: string;
}

/** Whose list it is. */
export interface DraftReader {
  readonly personId: string;
  readonly officeId: string;
}

/** Reads and writes meetings that wait for the other agency. */
export function createDraftsRepository(database: Database) {
  /**
   * What an office waits for or was never answered about, as long as no later meeting of the case has come of it. Those
   * of protected persons only for who is assigned to the case.
   */
  const selectDrafts = ({ personId, officeId }: DraftReader) =>
    database
      .query()
      .selectFrom("meeting as m")
      .innerJoin("handlaggare as booker", "booker.person_id", "m.created_by")
      .innerJoin("cooperation_case as c", "c.id", "m.case_id")
      .innerJoin("individual as i", "i.person_id", "c.individual_id")
      .innerJoin("participant as p", (join) =>
        join
          .onRef("p.meeting_id", "=", "m.id")
          .onRef("p.organisation_id", "<>", "booker.organisation_id")
          .on("p.further", "=", false)
          .on("p.left_at", "is", null),
      )
      .innerJoin("handlaggare as asked", "asked.person_id", "p.person_id")
      .where("booker.office_id", "=", officeId)
      .where((e) =>
        e.or([
          e("m.status", "=", "draft"),
          e.and([
            e("m.cancellation_reason", "=", "not_answered"),
            e.not(
              e.exists(
                e
                  .selectFrom("meeting as later")
                  .whereRef("later.case_id", "=", "m.case_id")
                  .whereRef("later.created_at", ">", "m.created_at")
                  .select("later.id"),
              ),
            ),
          ]),
        ]),
      )
      .where((e) =>
        e.or([
          e("i.protection", "=", "none"),
          e.exists(
            e
              .selectFrom("case_assignment as a")
              .whereRef("a.case_id", "=", "c.id")
              .where("a.handlaggare_id", "=", personId)
              .select("a.case_id"),
          ),
        ]),
      );

  return {
    /** The other agency has agreed. Nobody has been told of a time yet, so neither time version nor SEQUENCE rises. */
    confirm: (
      meetingId: string,
      { status, at }: { status: "booked" | "offered"; at: Date },
      unitOfWork: UnitOfWork,
    ) =>
      database
        .query(unitOfWork)
        .updateTable("meeting")
        .set((e) => ({ status, changed_at: at, time_set_at: at, revision: e("revision", "+", 1) }))
        .where("id", "=", meetingId)
        .execute(),

    async list(reader: DraftReader, { limit, page }: { limit: number; page: number }) {
      const { total } = await selectDrafts(reader)
        .select((e) => e.fn.countAll<number>().as("total"))
        .executeTakeFirstOrThrow();
      const items = await selectDrafts(reader)
        .orderBy("m.confirm_by")
        .orderBy("m.id")
        .limit(limit)
        .offset((page - 1) * limit)
        .select([
          "m.id as meetingId",
          "m.reference",
          "m.case_id as caseId",
          "i.name as individualName",
          "m.type",
          "m.status",
          "m.starts_at as startsAt",
          "m.confirm_by as confirmBy",
          "booker.name as draftedByName",
          "asked.name as askedName",
        ])
        .$castTo<DraftRecord>()
        .execute();
      return { items, total, limit, page };
    },
  };
}
export type DraftsRepository = ReturnType<typeof createDraftsRepository>;
