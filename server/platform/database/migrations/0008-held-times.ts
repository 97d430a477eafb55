import { sql, type Kysely } from "kysely";

/**
 * Offers: several times held for the same persons until a deadline, in the same table and under the same constraint
 * as bookings. A constraint can't know the time, so whoever writes somebody's time first deletes their holds that
 * have run out. A participant who was replaced stays as a row, for the messages that went to them. `occupancy_start`
 * holds all that a search reads: a person's rows lie as far apart in the table as their bookings in time.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table meeting add column answer_by timestamptz;
    alter table meeting drop constraint meeting_status;
    alter table meeting add constraint meeting_status
      check (status in ('offered', 'booked', 'held', 'not_held', 'cancelled'));
    alter table meeting add constraint meeting_offered_until check (status <> 'offered' or answer_by is not null);
    create index meeting_offered_until on meeting (answer_by) where status = 'offered';

    create table held_time (
      id uuid primary key default gen_random_uuid(),
      meeting_id uuid not null references meeting,
      starts_at timestamptz not null,
      ends_at timestamptz not null,
      state text not null,
      created_at timestamptz not null,
      changed_at timestamptz not null,
      constraint held_time_state check (state in ('held', 'chosen', 'released', 'expired')),
      constraint held_time_ends_after_start check (starts_at < ends_at),
      constraint held_time_once unique (meeting_id, starts_at)
    );
    create unique index held_time_one_chosen on held_time (meeting_id) where state = 'chosen';

    alter table occupancy add column held_time_id uuid references held_time;
    alter table occupancy add column expires_at timestamptz;
    alter table occupancy add constraint occupancy_meeting_or_hold check (num_nonnulls(meeting_id, held_time_id) = 1);
    alter table occupancy add constraint occupancy_hold_expires check ((held_time_id is null) = (expires_at is null));
    create index occupancy_held_time on occupancy (held_time_id) where held_time_id is not null;
    alter table occupancy add constraint occupancy_within_a_day check (upper(during) - lower(during) <= interval '25 hours');
    create index occupancy_start on occupancy (person_id, lower(during)) include (during, meeting_id, expires_at);

    alter table participant add column left_at timestamptz;
    alter table participant drop constraint participant_one_per_person;
    create unique index participant_one_per_person on participant (meeting_id, person_id) where left_at is null;

    alter table message drop constraint message_kind;
    alter table message add constraint message_kind check (kind in ('offer', 'offer_withdrawn', 'offer_expired',
      'invitation', 'moved', 'swapped', 'cancellation', 'reminder_week', 'reminder_day', 'reminder_hour'));
    alter table message drop constraint message_once;
    create unique index message_once on message (meeting_id, time_version, participant_id, kind, channel)
      where kind <> 'swapped';
  `.execute(db);
}
