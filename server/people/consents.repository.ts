import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { ConsentRecord, NewSecrecyConsent } from "./consent-record.ts";
import type { NewConsent } from "./consents.contract.ts";

type NewSusConsent = Extract<NewConsent, { kind: "sus" }> & Omit<NewSecrecyConsent, "parties" | "givenOn">;

/** Consents of cases: added, and withdrawn once; never changed. */
export function createConsentsRepository(database: Database) {
  return {
    recordSecrecy: (
      { caseId, parties, givenOn, at, recordedBy }: NewSecrecyConsent,
      unitOfWork: UnitOfWork,
    ) =>
      database
        .query(unitOfWork)
        .insertInto("consent")
        .values({
          case_id: caseId,
          kind: "secrecy",
          parties: [...parties],
          given_on: givenOn,
          recorded_at: at,
          recorded_by: recordedBy,
          withdrawn_at: null,
        })
        .execute(),

    /** SUS is between the agencies. */
    recordSus: (consent: NewSusConsent, unitOfWork: UnitOfWork) =>
      database
        .query(unitOfWork)
        .insertInto("consent")
        .values({
          case_id: consent.caseId,
          kind: "sus",
          answer: consent.answer,
          parties: ["forsakringskassan", "arbetsformedlingen"],
          given_on: consent.givenOn,
          form_version: consent.formVersion,
          period_from: consent.fromOn,
          period_until: consent.untilOn,
          recorded_at: consent.at,
          recorded_by: consent.recordedBy,
          withdrawn_at: null,
        })
        .execute(),

    /** All of a case, the latest first. */
    async list(caseId: string, unitOfWork?: UnitOfWork): Promise<ConsentRecord[]> {
      const { rows } = await sql<ConsentRecord>`
        select c.id, c.kind, c.answer, c.parties, c.given_on as "givenOn", c.recorded_at as "recordedAt",
          recorder.shown_name as "recordedByName", c.form_version as "formVersion", c.withdrawn_at as "withdrawnAt",
          withdrawer.shown_name as "withdrawnByName",
          case when c.period_from is not null then
            jsonb_build_object('fromOn', c.period_from, 'untilOn', c.period_until) end as period,
          array(select x.name from external_party x where x.person_id::text = any(c.parties) order by x.name) as "externalNames"
        from consent c join handlaggare recorder on recorder.person_id = c.recorded_by
        left join handlaggare withdrawer on withdrawer.person_id = c.withdrawn_by
        where c.case_id = ${caseId} order by c.recorded_at desc, c.given_on desc, c.id`.execute(
        database.query(unitOfWork),
      );
      return rows;
    },

    /** Those that stand among them; may run twice. */
    withdraw: ({ ids, at, by }: { ids: readonly string[]; at: Date; by: string }, unitOfWork: UnitOfWork) =>
      database
        .query(unitOfWork)
        .updateTable("consent")
        .set({ withdrawn_at: at, withdrawn_by: by })
        .where("id", "in", [...ids])
        .where("withdrawn_at", "is", null)
        .execute(),
  };
}
export type ConsentsRepository = ReturnType<typeof createConsentsRepository>;
