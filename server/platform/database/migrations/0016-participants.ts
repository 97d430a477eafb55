import { sql, type Kysely } from "kysely";

/**
 * What a case needs of an interpreter, and how far each interpreter of a meeting has come; that is append-only, and the latest for
 * the meeting's present time counts.
 *
 * Representatives, who answer for the person while their mandate holds: persons who take part in their own name, whose
 * time nothing takes. An answer by one is the individual's, and says who gave it.
 *
 * Who is disqualified from a case (jäv), and who leads an office and may hand over its meetings.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table interpreter_need (
      case_id uuid primary key references cooperation_case,
      language text not null,
      dialect text,
      way text not null,
      recorded_at timestamptz not null,
      recorded_by uuid not null references handlaggare,
      constraint interpreter_need_way check (way in ('on_site', 'remote'))
    );

    create table interpreter_state (
      id bigint generated always as identity primary key,
      participant_id uuid not null references participant,
      time_version integer not null,
      state text not null,
      recorded_at timestamptz not null,
      recorded_by uuid references handlaggare,
      constraint interpreter_state_known check (state in ('requested', 'confirmed', 'lost'))
    );
    create index interpreter_state_participant on interpreter_state (participant_id, id desc);
    create trigger interpreter_state_append_only before update or delete on interpreter_state
      for each row execute function refuse_change();

    create table representative (
      person_id uuid primary key references person,
      case_id uuid not null references cooperation_case,
      kind text not null,
      name text not null,
      email text,
      phone text,
      language text not null,
      valid_from date not null,
      valid_until date,
      covers text not null,
      registered_by_organisation_id text not null references organisation,
      registered_by uuid not null references handlaggare,
      registered_at timestamptz not null,
      withdrawn_at timestamptz,
      withdrawn_by uuid references handlaggare,
      constraint representative_kind check (kind in ('ombud', 'god_man', 'forvaltare', 'vardnadshavare')),
      constraint representative_language check (language in ('sv', 'sv-lattlast', 'en', 'ar')),
      constraint representative_covers check (covers in ('answers', 'answers_and_attends')),
      constraint representative_dates check (valid_until is null or valid_from <= valid_until),
      constraint representative_reachable check (num_nonnulls(email, phone) > 0),
      constraint representative_withdrawn_whole check ((withdrawn_at is null) = (withdrawn_by is null))
    );
    create index representative_case on representative (case_id);

    alter table participant drop constraint participant_role;
    alter table participant add constraint participant_role
      check (role in ('individual', 'handlaggare', 'external', 'representative'));
    alter table participant drop constraint participant_further;
    alter table participant add constraint participant_further check (case role
      when 'individual' then not further when 'representative' then not further when 'external' then further else true end);
    alter table participant drop constraint participant_optional_is_further;
    alter table participant add constraint participant_optional_is_further
      check (case role when 'representative' then not binding else binding or further end);

    alter table answer add column representative_id uuid references participant;

    create table disqualification (
      case_id uuid not null references cooperation_case,
      handlaggare_id uuid not null references handlaggare,
      recorded_at timestamptz not null,
      recorded_by uuid not null references handlaggare,
      primary key (case_id, handlaggare_id)
    );

    alter table handlaggare add column leads_office boolean not null default false;
  `.execute(db);
}
