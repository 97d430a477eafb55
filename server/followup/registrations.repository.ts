import { sql } from "kysely";
import type { StaffActor } from "../identity/actor.ts";
import type { Database } from "../platform/database/database.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { RegistrationChanges, StandingRegistration } from "./due-registrations.ts";
import { REGISTRATION_KINDS, type Registration, type RegistrationQuery } from "./registrations.contract.ts";

/** A registration with who it is about, for the file. */
export interface CheckedRegistration extends Omit<Registration, "producedAt" | "state" | "individualName"> {
  /** Of who is registered by name. */
  readonly personnummer: { readonly encrypted: Buffer; readonly keyId: string } | null;
  readonly cooperationId: string;
}

/** A registration as the database knows it. */
export type RegistrationRecord = Omit<Registration, "producedAt"> & { readonly producedAt: Date };

/** What is registered in SUS: produced, checked, and handed over by an office of Försäkringskassan. */
export function createRegistrationsRepository(database: Database) {
  return {
    /** The latest of each kind. */
    async listStanding(cooperationId: string, unitOfWork: UnitOfWork): Promise<StandingRegistration[]> {
      const { rows } = await sql<StandingRegistration>`
        select distinct on (kind) id, kind, revision, retracts, anonymous, happened_on as "happenedOn", content,
          handed_over_at is not null as "isHandedOver"
        from sus_registration where cooperation_id = ${cooperationId} order by kind, revision desc`.execute(
        database.query(unitOfWork),
      );
      return rows;
    },

    async apply(
      { add, renew, removeIds }: RegistrationChanges,
      about: { cooperationId: string; officeId: string; at: Date },
      unitOfWork: UnitOfWork,
    ): Promise<void> {
      const query = database.query(unitOfWork);
      if (removeIds.length > 0)
        await query
          .deleteFrom("sus_registration")
          .where("id", "in", [...removeIds])
          .execute();
      for (const { id, retracts, anonymous, happenedOn, content } of renew)
        await query
          .updateTable("sus_registration")
          .set({
            retracts,
            anonymous,
            happened_on: happenedOn,
            content: JSON.stringify(content),
            checked_at: null,
            checked_by: null,
          })
          .where("id", "=", id)
          .execute();
      if (add.length === 0) return;
      await query
        .insertInto("sus_registration")
        .values(
          add.map(({ kind, revision, retracts, anonymous, happenedOn, content }) => ({
            cooperation_id: about.cooperationId,
            office_id: about.officeId,
            kind,
            revision,
            retracts,
            anonymous,
            happened_on: happenedOn,
            content: JSON.stringify(content),
            produced_at: about.at,
            checked_at: null,
            checked_by: null,
            handed_over_at: null,
            handed_over_by: null,
          })),
        )
        .execute();
    },

    /** Those of an office, the oldest first. Whose case one may not open is told without who it is about. */
    async list(reader: StaffActor, { state, limit, page }: RegistrationQuery) {
      const query = database.query();
      const where = sql`r.office_id = ${reader.officeId} and ${STATE[state]}`;
      const { rows } = await sql<RegistrationRecord>`
        select r.id, r.kind, r.revision, r.retracts, r.anonymous, r.happened_on as "happenedOn", r.content,
          r.produced_at as "producedAt", ${state} as state,
          case when ${mayOpen(reader)} then c.id end as "caseId", case when ${mayOpen(reader)} then i.name end as "individualName"
        from sus_registration r join cooperation o on o.id = r.cooperation_id
          join cooperation_case c on c.id = o.case_id left join individual i on i.person_id = c.individual_id
        where ${where} order by r.produced_at, r.happened_on, ${MOMENT}, r.id limit ${limit} offset ${(page - 1) * limit}`.execute(
        query,
      );
      const total = await sql<{
        total: number;
      }>`select count(*) as total from sus_registration r where ${where}`.execute(query);
      return { items: rows, total: total.rows[0]!.total, limit, page };
    },

    /** Those of an office that are checked and not handed over, for the file: whoever may hand over may know whom by name. */
    async listChecked(officeId: string): Promise<CheckedRegistration[]> {
      const { rows } = await sql<CheckedRegistration>`
        select r.id, r.kind, r.revision, r.retracts, r.anonymous, r.happened_on as "happenedOn", r.content,
          r.cooperation_id as "cooperationId", case when not r.anonymous then c.id end as "caseId",
          case when not r.anonymous and i.person_id is not null then
            jsonb_build_object('encrypted', encode(i.personnummer_encrypted, 'base64'), 'keyId', i.personnummer_key_id) end as personnummer
        from sus_registration r join cooperation o on o.id = r.cooperation_id
          join cooperation_case c on c.id = o.case_id left join individual i on i.person_id = c.individual_id
        where r.office_id = ${officeId} and ${STATE.checked} order by r.produced_at, r.happened_on, ${MOMENT}, r.id`.execute(
        database.query(),
      );
      return rows.map((row) => ({ ...row, personnummer: opened(row.personnummer) }));
    },

    /** @returns those that were marked now. */
    async mark(
      {
        ids,
        officeId,
        as,
        at,
        by,
      }: { ids: readonly string[]; officeId: string; as: "checked" | "handed_over"; at: Date; by: string },
      unitOfWork: UnitOfWork,
    ): Promise<string[]> {
      const from = as === "checked" ? STATE.waiting : STATE.checked;
      const { rows } = await sql<{ id: string }>`
        update sus_registration r set ${sql.ref(`${as}_at`)} = ${at}, ${sql.ref(`${as}_by`)} = ${by}
        where r.id = any (${[...ids]}::uuid[]) and r.office_id = ${officeId} and ${from} returning r.id`.execute(
        database.query(unitOfWork),
      );
      return rows.map(({ id }) => id);
    },
  };
}
export type RegistrationsRepository = ReturnType<typeof createRegistrationsRepository>;

/** In the order that they come, for those of one day. */
const MOMENT = sql`array_position(${[...REGISTRATION_KINDS]}::text[], r.kind)`;

const STATE = {
  waiting: sql<boolean>`r.checked_at is null`,
  checked: sql<boolean>`r.checked_at is not null and r.handed_over_at is null`,
  handed_over: sql<boolean>`r.handed_over_at is not null`,
} as const;

/** As the policy lets cases be opened. */
function mayOpen({ personId, organisationId }: StaffActor) {
  return sql<boolean>`(case when i.protection = 'none' then c.owner_organisation_id = ${organisationId}
      else exists (select from case_assignment where case_id = c.id and handlaggare_id = ${personId}) end
    and not exists (select from disqualification where case_id = c.id and handlaggare_id = ${personId}))`;
}

/** Bytes travel in JSON as base64. */
function opened(sealed: unknown): CheckedRegistration["personnummer"] {
  if (!sealed) return null;
  const { encrypted, keyId } = sealed as { encrypted: string; keyId: string };
  return { encrypted: Buffer.from(encrypted, "base64"), keyId };
}
