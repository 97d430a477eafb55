import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import type { ProtectedRead } from "./protected-reads.contract.ts";

/** A line of the trail about a protected case. */
export interface ProtectedReadRecord extends Omit<ProtectedRead, "at" | "what"> {
  readonly at: Date;
  readonly action: string;
}

/** Reads the trail of an office's cases about persons with protected identity. */
export function createProtectedReadsRepository(database: Database) {
  const lines = (officeId: string) => sql`
    from audit a
    left join meeting m on a.object_kind = 'meeting' and m.id = a.object_id
    join cooperation_case c on c.id = case a.object_kind when 'case' then a.object_id else m.case_id end
    join individual i on i.person_id = c.individual_id and i.protection <> 'none'
    join handlaggare h on h.person_id = a.actor_id
    where a.actor_kind = 'staff' and c.owner_office_id = ${officeId}`;
  return {
    async list(
      officeId: string,
      { limit, page }: { limit: number; page: number },
    ): Promise<{ items: ProtectedReadRecord[]; total: number; limit: number; page: number }> {
      const query = database.query();
      const counted = await sql<{ total: number }>`select count(*)::int as total ${lines(officeId)}`.execute(
        query,
      );
      const { rows } = await sql<ProtectedReadRecord>`
        select a.at, a.action, h.shown_name as name, h.organisation_id as "organisationId", c.id as "caseId",
          case when m.id is not null then array[m.reference]
            else array(select reference from meeting where case_id = c.id order by reference) end as "references",
          exists (select from case_assignment s where s.case_id = c.id and s.handlaggare_id = a.actor_id)
            or exists (select from participant p join meeting its on its.id = p.meeting_id
              where its.case_id = c.id and p.person_id = a.actor_id) as "isAssigned"
        ${lines(officeId)}
        order by a.at desc, a.id desc limit ${limit} offset ${(page - 1) * limit}`.execute(query);
      return { items: rows, total: counted.rows[0]?.total ?? 0, limit, page };
    },
  };
}
export type ProtectedReadsRepository = ReturnType<typeof createProtectedReadsRepository>;
