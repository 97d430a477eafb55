import { sql, type Kysely } from "kysely";

/**
 * People, offices and cases. A `person` stands for whoever has time of their own (handläggare and individual):
 * it is what bookings lock and what occupancy is about.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create extension if not exists btree_gist;

    create table organisation (
      id text primary key,
      name text not null,
      phone text not null,
      constraint organisation_known check (id in ('forsakringskassan', 'arbetsformedlingen'))
    );

    create table office (
      id uuid primary key default gen_random_uuid(),
      organisation_id text not null references organisation,
      name text not null,
      lan text not null,
      address text not null,
      constraint office_name_unique unique (organisation_id, name)
    );

    create table person (
      id uuid primary key default gen_random_uuid(),
      kind text not null,
      constraint person_kind check (kind in ('handlaggare', 'individual'))
    );

    create table handlaggare (
      person_id uuid primary key references person,
      organisation_id text not null references organisation,
      office_id uuid not null references office,
      subject text not null,
      name text not null,
      email text not null,
      role text not null,
      languages text[] not null default '{sv}',
      active boolean not null default true,
      constraint handlaggare_subject_unique unique (organisation_id, subject)
    );
    create index handlaggare_office on handlaggare (office_id);

    create table working_hours (
      id uuid primary key default gen_random_uuid(),
      handlaggare_id uuid not null references handlaggare on delete cascade,
      weekday smallint not null,
      start_minutes smallint not null,
      end_minutes smallint not null,
      constraint working_hours_weekday check (weekday between 1 and 7),
      constraint working_hours_minutes check (0 <= start_minutes and start_minutes < end_minutes and end_minutes <= 1440)
    );
    create index working_hours_handlaggare on working_hours (handlaggare_id);

    create table absence (
      id uuid primary key default gen_random_uuid(),
      handlaggare_id uuid not null references handlaggare on delete cascade,
      during tstzrange not null,
      title text,
      constraint absence_during_bounded check (not isempty(during) and not lower_inf(during) and not upper_inf(during))
    );
    create index absence_handlaggare_during on absence using gist (handlaggare_id, during);

    create table individual (
      person_id uuid primary key references person,
      name text not null,
      personnummer_encrypted bytea not null,
      personnummer_key_id text not null,
      personnummer_hash bytea not null,
      birth_year smallint not null,
      sex text not null,
      email text,
      phone text,
      language text not null default 'sv',
      protection text not null default 'none',
      constraint individual_personnummer_unique unique (personnummer_hash),
      constraint individual_sex check (sex in ('woman', 'man')),
      constraint individual_language check (language in ('sv', 'sv-lattlast', 'en', 'ar')),
      constraint individual_protection check (protection in ('none', 'sekretessmarkering', 'skyddad_folkbokforing'))
    );
    create index individual_name on individual (lower(name) text_pattern_ops);

    create table cooperation_case (
      id uuid primary key default gen_random_uuid(),
      individual_id uuid not null references individual,
      owner_organisation_id text not null references organisation,
      owner_office_id uuid not null references office,
      benefit text not null,
      chain_day integer,
      chain_day_on date,
      forsakringskassan_reference text,
      arbetsformedlingen_reference text,
      created_at timestamptz not null,
      constraint cooperation_case_benefit check (benefit in ('sjukpenning', 'aktivitetsersattning', 'sjukersattning', 'ovrig')),
      constraint cooperation_case_chain_day check ((chain_day is null) = (chain_day_on is null) and chain_day > 0)
    );
    create index cooperation_case_owner on cooperation_case (owner_organisation_id, owner_office_id);
    create index cooperation_case_individual on cooperation_case (individual_id);

    create table case_assignment (
      case_id uuid not null references cooperation_case,
      handlaggare_id uuid not null references handlaggare,
      primary key (case_id, handlaggare_id)
    );

    create table consent (
      id uuid primary key default gen_random_uuid(),
      case_id uuid not null references cooperation_case,
      kind text not null,
      parties text[] not null,
      given_on date not null,
      recorded_at timestamptz not null,
      recorded_by uuid not null references handlaggare,
      withdrawn_at timestamptz,
      constraint consent_kind check (kind in ('secrecy', 'sus'))
    );
    create index consent_case on consent (case_id);
  `.execute(db);
}
