import { sql, type Kysely } from "kysely";

/** Sign-in sessions (connect-pg-simple's shape) and the append-only audit trail. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table session (
      sid varchar not null primary key,
      sess json not null,
      expire timestamptz not null
    );
    create index session_expire on session (expire);

    create table audit (
      id bigint generated always as identity primary key,
      at timestamptz not null,
      actor_kind text not null,
      actor_id uuid,
      organisation_id text references organisation,
      action text not null,
      object_kind text not null,
      object_id uuid not null
    );
    create index audit_object on audit (object_kind, object_id, at);

    create function refuse_change() returns trigger language plpgsql as $$
    begin
      raise exception 'append only' using errcode = 'integrity_constraint_violation';
    end $$;
    create trigger audit_append_only before update or delete on audit for each row execute function refuse_change();
    create trigger event_log_append_only before update or delete on event_log for each row execute function refuse_change();
  `.execute(db);
}
