import { sql, type Kysely } from "kysely";
import type { Tables } from "../platform/database/tables.ts";
import type { Erasure } from "./erasure.ts";

const dueDays = ({ keptFrom }: Erasure) => sql`destroyed_at is null
  and day < (${keptFrom}::timestamptz at time zone 'Europe/Stockholm')::date`;

/** How many rows of the trail are of sealed days that have been kept their time. */
export async function countTrailDays(query: Kysely<Tables>, erasure: Erasure): Promise<number> {
  const { rows } = await sql<{ due: number }>`
    select coalesce(sum(row_count), 0)::bigint as due from audit_seal where ${dueDays(erasure)}`.execute(
    query,
  );
  return rows[0]!.due;
}

/** Marks the earliest such days destroyed and deletes their rows; goes on until it has found a row. @returns how many rows. */
export async function destroyTrailDays(query: Kysely<Tables>, erasure: Erasure): Promise<number> {
  for (;;) {
    const { rows } = await sql<{ day: string }>`
      update audit_seal set destroyed_at = ${erasure.now} where day in (
        select day from audit_seal where ${dueDays(erasure)} order by day limit 31 for update skip locked)
      returning day`.execute(query);
    if (rows.length === 0) return 0;
    const { numAffectedRows } = await sql`
      delete from audit using unnest(${rows.map(({ day }) => day)}::date[]) as day
      where at >= (day::timestamp at time zone 'Europe/Stockholm')
        and at < ((day + 1)::timestamp at time zone 'Europe/Stockholm')`.execute(query);
    if (numAffectedRows) return Number(numAffectedRows);
  }
}
