import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { OrganisationId } from "../people/people.contract.ts";
import { WITHHELD_NAME } from "./as-shared.ts";
import type { DraftSummary } from "./drafts.contract.ts";

/** A draft in its office's list. */
export interface DraftRecord extends Omit<DraftSummary, "startAt" | "deadlineAt" | "state"> {
  readonly startsAt: Date;
  readonly isOpen: boolean;
  readonly deadlineAt: Date;
  /** How the meeting ended, else its status. */
  readonly standing: "draft" | "not_answered" | "offered" | "offer_expired" | "disqualified";
}

/** While the other agency is asked theirs, else the individual's; when nobody of the office can come, the start. */
const DEADLINE = sql<Date>`case when gone.person_id is not null then m.starts_at
  when m.status = 'draft' or m.cancellation_reason = 'not_answered' then m.confirm_by else m.answer_by end`;
/** Who is in a meeting to come and may not work on its case. */
const GONE = (officeId: string, now: Date) => sql<{ meeting_id: string; person_id: string }>`(
  select q.meeting_id, q.person_id from participant q
    join meeting n on n.id = q.meeting_id
    join disqualification d on d.case_id = n.case_id and d.handlaggare_id = q.person_id
  where q.office_id = ${officeId} and q.left_at is null and not q.further
    and n.status in ('draft', 'offered', 'booked') and n.starts_at > ${now})`;
/**
 * The few meetings, of all, that an office may wait for: what somebody of it has asked for, in the words of the index `meeting_waiting`, or
 * somebody of it can't come to.
 */
const WAITING = (officeId: string) => sql<string>`(
  select w.id from meeting w join handlaggare h on h.person_id = w.created_by
  where h.office_id = ${officeId}
    and (w.status in ('draft', 'offered') or w.cancellation_reason in ('not_answered', 'offer_expired'))
  union all select meeting_id from gone)`;

/** Whose list it is. */
export interface DraftReader {
  readonly personId: string;
  readonly officeId: string;
  readonly organisationId: OrganisationId;
  readonly now: Date;
}

/** Reads and writes meetings that wait for the other agency. */
export function createDraftsRepository(database: Database) {
  /**
   * What an office waits for or was never answered about, as long as no later meeting of the case has come of it. Times that are held
   * for somebody to choose among stand in the week; that they may pick any stands only here. Those
   * of protected persons only for who is assigned to the case.
   */
  const selectDrafts = ({ personId, officeId, now }: DraftReader) =>
    database
      .query()
      .with("gone", () => GONE(officeId, now))
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
      .leftJoin("gone", "gone.meeting_id", "m.id")
      .where("m.id", "in", WAITING(officeId))
      .where((e) =>
        e.or([
          e("gone.person_id", "is not", null),
          e("m.status", "=", "draft"),
          e.and([e("m.status", "=", "offered"), e("m.open_from", "is not", null)]),
          e.and([
            e("m.cancellation_reason", "in", ["not_answered", "offer_expired"]),
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
        e.not(
          e.exists(
            e
              .selectFrom("disqualification as d")
              .whereRef("d.case_id", "=", "c.id")
              .where("d.handlaggare_id", "=", personId)
              .select("d.case_id"),
          ),
        ),
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
        .orderBy(DEADLINE)
        .orderBy("m.id")
        .limit(limit)
        .offset((page - 1) * limit)
        .select([
          "m.id as meetingId",
          "m.reference",
          sql<boolean>`m.created_by = ${reader.personId} or exists (select from participant mine
            where mine.meeting_id = m.id and mine.person_id = ${reader.personId} and mine.left_at is null)`.as(
            "mayOpen",
          ),
          "m.case_id as caseId",
          sql<string>`case when c.owner_organisation_id = ${reader.organisationId} or exists (select from consent
            where case_id = c.id and kind = 'secrecy' and withdrawn_at is null
              and ${reader.organisationId} = any(parties)) then i.name else ${WITHHELD_NAME} end`.as(
            "individualName",
          ),
          "m.type",
          "m.starts_at as startsAt",
          sql<boolean>`m.open_from is not null`.as("isOpen"),
          DEADLINE.as("deadlineAt"),
          sql<string>`case when gone.person_id is not null then 'disqualified'
            else coalesce(m.cancellation_reason, m.status) end`.as("standing"),
          "gone.person_id as disqualifiedId",
          "booker.shown_name as draftedByName",
          "asked.shown_name as askedName",
        ])
        .$castTo<DraftRecord>()
        .execute();
      return { items, total, limit, page };
    },
  };
}
export type DraftsRepository = ReturnType<typeof createDraftsRepository>;
