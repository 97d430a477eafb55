import { sql, type Kysely } from "kysely";

/**
 * Calendars elsewhere that handläggare want to count: where each is read from, when, and how that went. A source is an
 * address, which is a secret, or a file that was uploaded once. Of what lies in it only intervals are kept.
 *
 * Until now nobody but the demo data wrote these tables.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    delete from external_busy;
    delete from external_calendar;
    alter table external_calendar
      add column label text not null,
      add column address_encrypted bytea,
      add column address_key_id text,
      add column zone text not null,
      add column created_at timestamptz not null,
      add column read_at timestamptz,
      add column stale_at timestamptz not null,
      add column next_read_at timestamptz,
      add column etag text,
      add column last_modified text,
      add column failures smallint not null default 0,
      add column failure text,
      add column events_read integer not null default 0,
      add column events_skipped integer not null default 0,
      add column zone_assumed boolean not null default false,
      add constraint external_calendar_read_again check (
        (address_encrypted is null) = (address_key_id is null)
        and (address_encrypted is null) = (next_read_at is null)),
      add constraint external_calendar_failure check (readable = (failure is null));
    create index external_calendar_due on external_calendar (next_read_at);

    alter table external_busy
      add column calendar_id uuid not null references external_calendar on delete cascade;
    create index external_busy_calendar on external_busy (calendar_id);
  `.execute(db);
}
