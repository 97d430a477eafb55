import { sql, type Kysely } from "kysely";

/**
 * Sign-ins that can be found by person and by provider, and whose end is announced; limits on tries; who a person was found to
 * be, and how, without e-ID. Whoever is signed in signs in once more: their sessions don't say how they began.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    delete from session;
    create index session_staff on session ((sess #>> '{staff,personId}'));
    create index session_individual on session ((sess #>> '{individual,personId}'));
    create function announce_session_end() returns trigger language plpgsql as $$
    begin
      perform pg_notify('session_ended', encode(sha256(convert_to(old.sid, 'UTF8')), 'hex'));
      return null;
    end $$;
    create trigger session_ended after delete on session for each row execute function announce_session_end();

    alter table seat drop constraint seat_identified_by, drop constraint seat_confirmed_by,
      add constraint seat_identified_by check (identified_by in ('staff_sign_in', 'eid', 'link', 'link_confirmed')),
      add constraint seat_confirmed_by check (case identified_by
        when 'link_confirmed' then confirmed_by is not null
        when 'eid' then true
        else confirmed_by is null end);

    create unlogged table rate_limit (
      key varchar(255) primary key,
      points integer not null default 0,
      expire bigint
    );
    create index rate_limit_expire on rate_limit (expire);

    create table identity_check (
      participant_id uuid primary key references participant,
      method text not null,
      checked_at timestamptz not null,
      checked_by uuid not null references handlaggare,
      constraint identity_check_method check (method in ('call_back', 'in_person'))
    );
  `.execute(db);
}
