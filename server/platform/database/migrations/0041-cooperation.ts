import { sql, type Kysely } from "kysely";

/**
 * The course of a case: each period of cooperation (förstärkt samarbete) from its request to its end, the measures in it, and what is
 * registered of it in SUS. Each datum says where it comes from and when it was first known, so that every figure has an as-of date. What
 * follow-up counts by is written on the cooperation, as on the meeting, and stays when the case is erased.
 *
 * And what an agency has brought with it from the time before Samtid: each line is known again by a keyed hash of the agency's own reference,
 * which itself is not kept. Its meetings belong to cases that were emptied from the start, so that they are counted and seen nowhere else.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const create of [cooperation, registrations, history]) await create.execute(db);
}

const cooperation = sql`
  create table cooperation (
    id uuid primary key default gen_random_uuid(),
    case_id uuid not null references cooperation_case,
    revision integer not null default 1,
    requested_on date not null,
    requested_by_organisation_id text not null references organisation,
    received_on date,
    employment text,
    kommun text,
    enrolled_at_af boolean,
    studies boolean,
    benefit_days_before integer,
    first_meeting_id uuid references meeting,
    first_meeting_on date,
    last_meeting_id uuid references meeting,
    last_meeting_on date,
    result text,
    ended_on date,
    ending text,
    went_to text,
    snapshot_sex text not null,
    snapshot_birth_year smallint not null,
    snapshot_benefit text not null,
    snapshot_office_id uuid not null references office,
    created_at timestamptz not null,
    imported_at timestamptz,
    constraint cooperation_received check (received_on >= requested_on),
    constraint cooperation_employment check (employment in ('employed', 'self_employed', 'unemployed', 'student', 'unknown')),
    constraint cooperation_kommun check (kommun ~ '^[0-9]{4}$'),
    constraint cooperation_benefit_days check (benefit_days_before >= 0),
    constraint cooperation_meetings_whole check ((first_meeting_on is null) = (last_meeting_on is null)
      and first_meeting_on <= last_meeting_on),
    constraint cooperation_result check (result in ('plan_with_measures', 'not_ready_now', 'other_support')),
    constraint cooperation_ending check (ending in ('avslutat', 'avbrutet')),
    constraint cooperation_went_to check (went_to in
      ('work', 'subsidised_work', 'studies', 'active_job_seeker', 'remains', 'no_information')),
    constraint cooperation_ended_whole check (num_nonnulls(ended_on, ending, went_to) in (0, 3) and ended_on >= requested_on)
  );
  create index cooperation_of_case on cooperation (case_id);
  create unique index cooperation_one_at_a_time on cooperation (case_id) where ended_on is null and imported_at is null;
  create index cooperation_requested on cooperation (requested_on);
  create index cooperation_first_meeting on cooperation (first_meeting_on) where first_meeting_on is not null;
  create index cooperation_ended on cooperation (ended_on) where ended_on is not null;

  create table cooperation_datum (
    cooperation_id uuid not null references cooperation,
    datum text not null,
    source text not null,
    known_at timestamptz not null,
    recorded_by uuid references handlaggare,
    primary key (cooperation_id, datum),
    constraint cooperation_datum_known
      check (datum in ('request', 'benefit_days', 'first_meeting', 'last_meeting', 'result', 'measures', 'ending')),
    constraint cooperation_datum_source check (source in ('meeting', 'asked_once', 'imported')),
    constraint cooperation_datum_asked_of_somebody check (source <> 'asked_once' or recorded_by is not null)
  );

  create table cooperation_measure (
    id uuid primary key default gen_random_uuid(),
    cooperation_id uuid not null references cooperation,
    kind text not null,
    started_on date not null,
    ended_on date,
    source text not null,
    known_at timestamptz not null,
    recorded_by uuid references handlaggare,
    constraint cooperation_measure_kind check (kind in ('assessment', 'preparation', 'work_training', 'internship', 'education',
      'guidance', 'supported_employment', 'adaptation', 'other')),
    constraint cooperation_measure_source check (source in ('asked_once', 'imported')),
    constraint cooperation_measure_asked_of_somebody check (source <> 'asked_once' or recorded_by is not null),
    constraint cooperation_measure_dates check (ended_on >= started_on)
  );
  create index cooperation_measure_cooperation on cooperation_measure (cooperation_id);
  create index cooperation_measure_during on cooperation_measure (started_on, ended_on)`;

const registrations = sql`
  create table sus_registration (
    id uuid primary key default gen_random_uuid(),
    cooperation_id uuid not null references cooperation,
    office_id uuid not null references office,
    kind text not null,
    revision integer not null default 1,
    retracts boolean not null default false,
    anonymous boolean not null,
    happened_on date not null,
    content jsonb not null,
    produced_at timestamptz not null,
    checked_at timestamptz,
    checked_by uuid references handlaggare,
    handed_over_at timestamptz,
    handed_over_by uuid references handlaggare,
    constraint sus_registration_once unique (cooperation_id, kind, revision),
    constraint sus_registration_kind check (kind in ('request', 'first_meeting', 'last_meeting')),
    constraint sus_registration_checked_whole check ((checked_at is null) = (checked_by is null)),
    constraint sus_registration_handed_over_whole check ((handed_over_at is null) = (handed_over_by is null)),
    constraint sus_registration_checked_first check (handed_over_at is null or checked_at is not null)
  );
  create index sus_registration_waiting on sus_registration (office_id, produced_at) where handed_over_at is null`;

const history = sql`
  create table history_import (
    id uuid primary key default gen_random_uuid(),
    organisation_id text not null references organisation,
    kind text not null,
    started_at timestamptz not null,
    started_by uuid not null references handlaggare,
    finished_at timestamptz,
    lines integer not null default 0,
    taken integer not null default 0,
    known_before integer not null default 0,
    wrong integer not null default 0,
    constraint history_import_kind check (kind in ('meetings', 'cooperations'))
  );

  create table history_item (
    organisation_id text not null references organisation,
    kind text not null,
    reference_hash bytea not null,
    object_id uuid not null,
    import_id uuid not null references history_import,
    primary key (organisation_id, kind, reference_hash),
    constraint history_item_kind check (kind in ('case', 'meeting', 'cooperation'))
  );

  alter table answer drop constraint answer_channel;
  alter table answer add constraint answer_channel check (channel in ('web', 'telephone', 'calendar', 'unknown'));

  alter table office add column unnamed_person_id uuid references person;

  create or replace function meeting_changed() returns trigger language plpgsql as $$
  begin
    if coalesce(current_setting('samtid.importing_history', true), '') <> 'yes' then
      perform raise_calendar_versions(array[(to_jsonb(new) ->> tg_argv[0])::uuid]);
    end if;
    return null;
  end $$`;
