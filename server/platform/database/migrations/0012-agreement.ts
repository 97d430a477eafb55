import { sql, type Kysely } from "kysely";

/**
 * Meetings that the other agency's handläggare has to confirm before anybody else is told: whether they do is a setting
 * of their office. A draft at one time takes it as the meeting's own, but only until `confirm_by`; one at several
 * holds each until then.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table office add column confirms_meetings boolean not null default false;

    alter table meeting add column confirm_by timestamptz;
    alter table meeting add column rejection_reason text;
    alter table meeting drop constraint meeting_status;
    alter table meeting add constraint meeting_status
      check (status in ('draft', 'offered', 'booked', 'held', 'not_held', 'cancelled'));
    alter table meeting add constraint meeting_drafted_until check (status <> 'draft' or confirm_by is not null);
    alter table meeting add constraint meeting_rejection
      check ((cancellation_reason is not distinct from 'not_agreed') = (rejection_reason is not null));
    create index meeting_drafted_until on meeting (confirm_by) where status = 'draft';
    create index meeting_not_answered on meeting (confirm_by) where cancellation_reason = 'not_answered';

    alter table occupancy drop constraint occupancy_hold_expires;
    alter table occupancy add constraint occupancy_hold_expires check (held_time_id is null or expires_at is not null);

    alter table message drop constraint message_kind;
    alter table message add constraint message_kind check (kind in ('confirmation_request', 'confirmation_rejected',
      'confirmation_expired', 'confirmation_withdrawn', 'offer', 'offer_withdrawn', 'offer_expired',
      'invitation', 'moved', 'swapped', 'cancellation', 'reminder_week', 'reminder_day', 'reminder_hour'));
  `.execute(db);
}
