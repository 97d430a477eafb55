import { sql, type Kysely } from "kysely";

/**
 * Which types of meeting there are is data of the program (`server/meetings/types`), checked at every edge: a list here would be
 * a second place to change. What an office requires of a type lies beside it: who has to come besides, as what they are.
 *
 * That somebody was disqualified from a case (jäv), until it was lifted and why: what was stays on record.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table meeting drop constraint meeting_type;
    alter table meeting add constraint meeting_type check (type ~ '^[a-z_]{1,40}$');

    create table office_required_party (
      office_id uuid not null references office,
      meeting_type text not null,
      party text not null,
      primary key (office_id, meeting_type, party),
      constraint office_required_party_type check (meeting_type ~ '^[a-z_]{1,40}$')
    );

    create table lifted_disqualification (
      id bigint generated always as identity primary key,
      case_id uuid not null references cooperation_case,
      handlaggare_id uuid not null references handlaggare,
      recorded_at timestamptz not null,
      recorded_by uuid not null references handlaggare,
      lifted_at timestamptz not null,
      lifted_by uuid not null references handlaggare,
      reason text not null
    );
    create trigger lifted_disqualification_append_only before update or delete on lifted_disqualification
      for each row execute function refuse_change();
  `.execute(db);
}
