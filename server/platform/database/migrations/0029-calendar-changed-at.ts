import { sql, type Kysely } from "kysely";

/**
 * When a person's calendar version last rose: what a feed says of its last change. Not every change of a feed is one of a
 * meeting's own: the person met becomes protected, its reader is disqualified from the case.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table calendar_version add column changed_at timestamptz not null default now();
    alter table calendar_version alter column changed_at drop default;

    create or replace function raise_calendar_versions(meetings uuid[]) returns void language sql as $$
      insert into calendar_version as known (person_id, version, raised_in, changed_at)
        select person_id, 1, pg_current_xact_id(), clock_timestamp()
        from (select distinct person_id from participant where meeting_id = any (meetings)) as concerned order by person_id
      on conflict (person_id) do update
        set version = known.version + 1, raised_in = excluded.raised_in, changed_at = excluded.changed_at
        where known.raised_in <> excluded.raised_in
    $$;
  `.execute(db);
}
