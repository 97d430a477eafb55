import { sql, type Kysely } from "kysely";

/**
 * Files of history that an administrator brings by the page: read through first, and brought in when they say so. The file is encrypted, since
 * it holds the agency's own references, and emptied when it has been brought in.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table history_upload (
      id uuid primary key default gen_random_uuid(),
      organisation_id text not null references organisation,
      kind text not null,
      file_name text not null,
      uploaded_by uuid not null references handlaggare,
      uploaded_at timestamptz not null,
      confirmed_by uuid references handlaggare,
      import_id uuid references history_import,
      state text not null,
      all_lines integer not null,
      done_lines integer not null default 0,
      taken integer not null default 0,
      known_before integer not null default 0,
      wrong integer not null default 0,
      problems jsonb not null default '[]',
      content_encrypted bytea,
      content_key_id text,
      constraint history_upload_kind check (kind in ('meetings', 'cooperations')),
      constraint history_upload_state check (state in ('checking', 'checked', 'importing', 'imported', 'failed')),
      constraint history_upload_content_whole check ((content_encrypted is null) = (content_key_id is null))
    )`.execute(db);
  await sql`create index history_upload_waiting on history_upload (uploaded_at) where state in ('checking', 'importing')`.execute(
    db,
  );
  await sql`create index history_upload_of on history_upload (organisation_id, uploaded_at)`.execute(db);
}
