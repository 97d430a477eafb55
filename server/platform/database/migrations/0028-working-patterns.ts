import { sql, type Kysely } from "kysely";

/**
 * What handläggare keep of their own time: weekly hours that hold between two dates, time kept for concentrated work
 * (`focus`) besides absences, and which meetings outside that time they have said stand. `pattern_revision` rises with every
 * change of the rules.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table working_hours
      add column valid_from date,
      add column valid_until date,
      add constraint working_hours_validity check (valid_from <= valid_until);

    alter table absence
      add column kind text not null default 'away',
      add constraint absence_kind check (kind in ('away', 'focus'));
    alter table recurring_absence
      add column kind text not null default 'away',
      add constraint recurring_absence_kind check (kind in ('away', 'focus'));

    alter table handlaggare add column pattern_revision integer not null default 0;

    create table kept_collision (
      handlaggare_id uuid not null references handlaggare on delete cascade,
      meeting_id uuid not null references meeting on delete cascade,
      starts_at timestamptz not null,
      kept_at timestamptz not null,
      primary key (handlaggare_id, meeting_id, starts_at)
    );
  `.execute(db);
}
