import { sql, type Kysely } from "kysely";

/** By what a representative's e-ID is known to be theirs: encrypted, looked up by keyed hash, and only of those who want to sign in. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table representative
      add column personnummer_encrypted bytea,
      add column personnummer_key_id text,
      add column personnummer_hash bytea,
      add constraint representative_personnummer_whole
        check (num_nulls(personnummer_encrypted, personnummer_key_id, personnummer_hash) in (0, 3))
  `.execute(db);
  await sql`create index representative_personnummer on representative (personnummer_hash)`.execute(db);
}
