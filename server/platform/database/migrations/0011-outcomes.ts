import { sql, type Kysely } from "kysely";

/**
 * How meetings went. What was said to have happened is append-only and the latest counts. Notes belong to one agency, or to both
 * (no organisation); they and tasks are encrypted, since they are about health.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table outcome (
      id bigint generated always as identity primary key,
      meeting_id uuid not null references meeting,
      held boolean not null,
      reason text,
      recorded_at timestamptz not null,
      recorded_by uuid not null references handlaggare,
      constraint outcome_reason_when_not_held check (held = (reason is null)),
      constraint outcome_reason check (reason in ('did_not_come', 'technical_failure', 'excused',
        'cancelled_by_individual', 'cancelled_by_forsakringskassan', 'cancelled_by_arbetsformedlingen'))
    );
    create index outcome_meeting on outcome (meeting_id, id desc);
    create trigger outcome_append_only before update or delete on outcome for each row execute function refuse_change();

    create table note (
      meeting_id uuid not null references meeting,
      organisation_id text references organisation,
      text_encrypted bytea not null,
      text_key_id text not null,
      revision integer not null,
      changed_at timestamptz not null,
      changed_by uuid not null references handlaggare,
      constraint note_one_per_part unique nulls not distinct (meeting_id, organisation_id)
    );

    create table task (
      id uuid primary key default gen_random_uuid(),
      meeting_id uuid not null references meeting,
      participant_id uuid not null references participant,
      text_encrypted bytea not null,
      text_key_id text not null,
      due_on date,
      created_at timestamptz not null,
      created_by uuid not null references handlaggare,
      done_at timestamptz
    );
    create index task_meeting on task (meeting_id, created_at);
  `.execute(db);
}
