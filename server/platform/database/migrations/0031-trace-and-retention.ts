import { sql, type Kysely } from "kysely";

/**
 * The trail says which case a row is about, by what right somebody came to it, and why where a reason was given. Each day of it is
 * sealed when it is over (`audit_seal`); a day that has been kept its time is marked destroyed before its rows go.
 *
 * Retention: what follow-up counts by stays on the meeting, the case stays as an empty shell, and what is append-only yields to
 * a transaction that says it is erasing. Who reviews the trail is never who administers.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table audit add column case_id uuid, add column relation text, add column why text;
    alter table audit disable trigger audit_append_only;
    update audit a set case_id = case a.object_kind
      when 'case' then a.object_id
      when 'meeting' then (select m.case_id from meeting m where m.id = a.object_id)
      when 'message' then (select m.case_id from message x join meeting m on m.id = x.meeting_id where x.id = a.object_id)
      when 'incident' then (select m.case_id from incident x join meeting m on m.id = x.meeting_id where x.id = a.object_id)
      end;
    alter table audit enable trigger audit_append_only;
    create index audit_day on audit (at, id);
    create index audit_case on audit (case_id, id) where case_id is not null;
    create index audit_actor on audit (actor_id, id) where actor_id is not null;

    create table audit_seal (
      day date primary key,
      row_count integer not null,
      seal bytea not null,
      sealed_at timestamptz not null,
      destroyed_at timestamptz
    );

    create or replace function refuse_change() returns trigger language plpgsql as $$
    begin
      if coalesce(current_setting('samtid.erasing', true), '') <> 'yes' then
        raise exception 'append only' using errcode = 'integrity_constraint_violation';
      elsif tg_op = 'DELETE' then
        return old;
      end if;
      return new;
    end $$;

    create function refuse_audit_change() returns trigger language plpgsql as $$
    begin
      if tg_op = 'DELETE' then
        if exists (select from audit_seal
            where day = (old.at at time zone 'Europe/Stockholm')::date and destroyed_at is not null) then
          return old;
        end if;
      end if;
      raise exception 'append only' using errcode = 'integrity_constraint_violation';
    end $$;
    drop trigger audit_append_only on audit;
    create trigger audit_append_only before update or delete on audit for each row execute function refuse_audit_change();
    create trigger audit_not_emptied before truncate on audit for each statement execute function refuse_audit_change();

    create function refuse_seal_change() returns trigger language plpgsql as $$
    begin
      if tg_op = 'UPDATE' then
        if old.destroyed_at is null and (new.day, new.row_count, new.seal, new.sealed_at)
            = (old.day, old.row_count, old.seal, old.sealed_at) then
          return new;
        end if;
      end if;
      raise exception 'append only' using errcode = 'integrity_constraint_violation';
    end $$;
    create trigger audit_seal_append_only before update or delete on audit_seal
      for each row execute function refuse_seal_change();
    create trigger audit_seal_not_emptied before truncate on audit_seal
      for each statement execute function refuse_seal_change();

    alter table handlaggare add column is_auditor boolean not null default false;
    alter table handlaggare add constraint handlaggare_auditor_apart check (not (is_auditor and is_administrator));

    alter table meeting add column snapshot_office_id uuid references office;
    alter table meeting add column erased_at timestamptz;
    update meeting m set snapshot_office_id = c.owner_office_id from cooperation_case c where c.id = m.case_id;

    alter table cooperation_case add column erased_at timestamptz;
    alter table cooperation_case alter column individual_id drop not null;
    alter table cooperation_case add constraint cooperation_case_erased
      check ((individual_id is null) = (erased_at is not null));

    create table retention_run (
      run_on date primary key,
      started_at timestamptz not null,
      finished_at timestamptz
    );
    create table retention_count (
      run_on date not null references retention_run,
      kind text not null,
      erased integer not null,
      primary key (run_on, kind)
    );
  `.execute(db);
}
