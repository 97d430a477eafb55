import { sql, type Kysely } from "kysely";

/**
 * What the search for joint time goes by besides meetings: who can do what, buffers, caps, lunch, exceptions from the
 * weekly hours, absences that come again, external calendars, and the individual's wishes. `open_time` is what a
 * handläggare's rules come to, as real time up to `open_time_horizon`; later time is unknown, never free.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table handlaggare
      add column competences text[] not null default '{}',
      add column buffer_before_minutes smallint not null default 0,
      add column buffer_after_minutes smallint not null default 0,
      add column cap_per_day smallint,
      add column cap_per_week smallint,
      add column lunch_start_minutes smallint,
      add column lunch_end_minutes smallint,
      add constraint handlaggare_buffers check (buffer_before_minutes between 0 and 240 and buffer_after_minutes between 0 and 240),
      add constraint handlaggare_caps check (cap_per_day > 0 and cap_per_week > 0),
      add constraint handlaggare_lunch check ((lunch_start_minutes is null) = (lunch_end_minutes is null)
        and 0 <= lunch_start_minutes and lunch_start_minutes < lunch_end_minutes and lunch_end_minutes <= 1440);
    create index handlaggare_organisation on handlaggare (organisation_id) where active;

    create table working_hours_exception (
      id uuid primary key default gen_random_uuid(),
      handlaggare_id uuid not null references handlaggare on delete cascade,
      on_date date not null,
      start_minutes smallint,
      end_minutes smallint,
      constraint working_hours_exception_minutes check ((start_minutes is null) = (end_minutes is null)
        and 0 <= start_minutes and start_minutes < end_minutes and end_minutes <= 1440)
    );
    create index working_hours_exception_handlaggare on working_hours_exception (handlaggare_id);

    create table recurring_absence (
      id uuid primary key default gen_random_uuid(),
      handlaggare_id uuid not null references handlaggare on delete cascade,
      weekday smallint not null,
      start_minutes smallint not null,
      end_minutes smallint not null,
      every_weeks smallint not null default 1,
      first_on date not null,
      last_on date,
      title text,
      constraint recurring_absence_weekday check (weekday between 1 and 7),
      constraint recurring_absence_minutes check (0 <= start_minutes and start_minutes < end_minutes and end_minutes <= 1440),
      constraint recurring_absence_every_weeks check (every_weeks between 1 and 52),
      constraint recurring_absence_dates check (first_on <= last_on)
    );
    create index recurring_absence_handlaggare on recurring_absence (handlaggare_id);

    create table open_time (
      handlaggare_id uuid not null references handlaggare on delete cascade,
      during tstzrange not null,
      constraint open_time_bounded check (not isempty(during) and not lower_inf(during) and not upper_inf(during)),
      constraint open_time_within_a_day check (upper(during) - lower(during) <= interval '25 hours')
    );
    create unique index open_time_start on open_time (handlaggare_id, lower(during)) include (during);

    create table open_time_horizon (
      handlaggare_id uuid primary key references handlaggare on delete cascade,
      until date not null,
      closed_days text not null
    );
    create index open_time_horizon_until on open_time_horizon (until);

    create table external_calendar (
      id uuid primary key default gen_random_uuid(),
      handlaggare_id uuid not null references handlaggare on delete cascade,
      readable boolean not null,
      checked_at timestamptz not null
    );
    create index external_calendar_handlaggare on external_calendar (handlaggare_id);

    create table external_busy (
      handlaggare_id uuid not null references handlaggare on delete cascade,
      during tstzrange not null,
      constraint external_busy_bounded check (not isempty(during) and not lower_inf(during) and not upper_inf(during))
    );
    create index external_busy_handlaggare_during on external_busy using gist (handlaggare_id, during);

    create table individual_preference (
      person_id uuid primary key references individual on delete cascade,
      weekdays smallint[] not null default '{}',
      parts_of_day text[] not null default '{}',
      earliest_on date,
      constraint individual_preference_weekdays check (weekdays <@ '{1,2,3,4,5,6,7}'::smallint[]),
      constraint individual_preference_parts check (parts_of_day <@ '{morning,midday,afternoon}'::text[])
    );
  `.execute(db);
}
