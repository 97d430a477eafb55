import { sql, type Kysely } from "kysely";

/** A message whose worker was lost may have arrived, whatever becomes of it afterwards. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table message add column may_have_arrived boolean not null default false`.execute(db);
}
