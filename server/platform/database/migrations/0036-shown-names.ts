import { sql, type Kysely } from "kysely";

/** By what name others know a handläggare: whoever has protected identity has done what they have done without one. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table handlaggare add column shown_name text not null
      generated always as (case when protection = 'none' then name else 'Skyddad handläggare' end) stored
  `.execute(db);
}
