import { sql, type Kysely } from "kysely";

/**
 * Meetings and the time they take. `occupancy_no_double_booking` is the last word on double booking: nobody
 * binding is in two meetings at once. `event_log` is append-only and feeds the sockets.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table meeting (
      id uuid primary key default gen_random_uuid(),
      reference text not null,
      case_id uuid not null references cooperation_case,
      type text not null,
      status text not null,
      starts_at timestamptz not null,
      ends_at timestamptz not null,
      mode text not null,
      place text,
      revision integer not null default 1,
      time_version integer not null default 1,
      created_at timestamptz not null,
      created_by uuid not null references handlaggare,
      changed_at timestamptz not null,
      time_set_at timestamptz not null,
      talked_with_at timestamptz not null,
      talked_with_by uuid not null references handlaggare,
      decision_communicated_on date,
      cancellation_reason text,
      snapshot_sex text not null,
      snapshot_birth_year smallint not null,
      snapshot_benefit text not null,
      constraint meeting_reference_unique unique (reference),
      constraint meeting_type check (type in ('gemensam_kartlaggning', 'omstallningsmote', 'kontaktmote', 'uppfoljningsmote')),
      constraint meeting_status check (status in ('booked', 'held', 'not_held', 'cancelled')),
      constraint meeting_mode check (mode in ('video', 'telephone', 'on_site', 'mixed')),
      constraint meeting_ends_after_start check (starts_at < ends_at),
      constraint meeting_cancellation check ((status = 'cancelled') = (cancellation_reason is not null))
    );
    create index meeting_case on meeting (case_id);
    create index meeting_booked_start on meeting (starts_at) where status = 'booked';

    create table participant (
      id uuid primary key default gen_random_uuid(),
      meeting_id uuid not null references meeting,
      person_id uuid not null references person,
      role text not null,
      organisation_id text references organisation,
      office_id uuid references office,
      binding boolean not null,
      uid text not null,
      sequence integer not null default 0,
      created_at timestamptz not null,
      constraint participant_uid_unique unique (uid),
      constraint participant_one_per_person unique (meeting_id, person_id),
      constraint participant_role check (role in ('individual', 'handlaggare')),
      constraint participant_agency check ((role = 'handlaggare') = (organisation_id is not null))
    );
    create index participant_person on participant (person_id);

    create table answer (
      id bigint generated always as identity primary key,
      participant_id uuid not null references participant,
      time_version integer not null,
      status text not null,
      wish jsonb,
      channel text not null,
      answered_at timestamptz not null,
      recorded_by uuid references handlaggare,
      constraint answer_status check (status in ('accepted', 'declined', 'tentative')),
      constraint answer_channel check (channel in ('web', 'telephone')),
      constraint answer_by_telephone_is_recorded check ((channel = 'telephone') = (recorded_by is not null))
    );
    create index answer_participant on answer (participant_id, id desc);

    create table occupancy (
      id uuid primary key default gen_random_uuid(),
      person_id uuid not null references person,
      meeting_id uuid references meeting,
      during tstzrange not null,
      constraint occupancy_during_bounded check (not isempty(during) and not lower_inf(during) and not upper_inf(during)),
      constraint occupancy_no_double_booking exclude using gist (person_id with =, during with &&)
    );
    create index occupancy_meeting on occupancy (meeting_id);

    create table event_log (
      id bigint generated always as identity primary key,
      meeting_id uuid not null references meeting,
      kind text not null,
      revision integer not null,
      actor_id uuid references person,
      occurred_at timestamptz not null
    );
    create index event_log_meeting on event_log (meeting_id, id);

    create function announce_meeting() returns trigger language plpgsql as $$
    begin
      perform pg_notify('meeting_event', new.meeting_id::text);
      return null;
    end $$;
    create trigger event_log_announce after insert on event_log for each row execute function announce_meeting();

    create table idempotency_key (
      key text not null,
      actor_id uuid not null,
      request_hash bytea not null,
      meeting_id uuid not null references meeting,
      created_at timestamptz not null,
      constraint idempotency_key_once primary key (actor_id, key)
    );
  `.execute(db);
}
