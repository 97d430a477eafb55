import { sql, type Kysely } from "kysely";

/**
 * Others who take part in a meeting, beside the individual and one handläggare of each agency. An external party
 * (interpreter, care provider, employer …) is a person: what binds them takes their time in `occupancy`, under the
 * same constraint as everybody's. A further participant who is not binding is asked, and none of their time is taken.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table person drop constraint person_kind;
    alter table person add constraint person_kind check (kind in ('handlaggare', 'individual', 'external'));

    create table external_party (
      person_id uuid primary key references person,
      kind text not null,
      name text not null,
      organisation_name text,
      email text,
      phone text,
      languages text[] not null default '{}',
      registered_by_organisation_id text not null references organisation,
      registered_by uuid not null references handlaggare,
      registered_at timestamptz not null,
      constraint external_party_kind
        check (kind in ('tolk', 'vardgivare', 'arbetsgivare', 'kommun', 'fristaende_aktor', 'annan')),
      constraint external_party_reachable check (num_nonnulls(email, phone) > 0)
    );
    create unique index external_party_once on external_party
      (registered_by_organisation_id, kind, lower(name), lower(coalesce(email, phone)));

    alter table participant add column further boolean not null default false;
    alter table participant drop constraint participant_role;
    alter table participant add constraint participant_role check (role in ('individual', 'handlaggare', 'external'));
    alter table participant add constraint participant_further check (case role
      when 'individual' then not further when 'external' then further else true end);
    alter table participant add constraint participant_optional_is_further check (binding or further);
  `.execute(db);
}
