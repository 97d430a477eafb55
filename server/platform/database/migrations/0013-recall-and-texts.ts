import { sql, type Kysely } from "kysely";

/**
 * Recalls: what was sent to the wrong person is withdrawn, and kept. A recall names the message that was wrong; every message to
 * the participant until then belongs to it, since all led to the same link, and may be written anew to the right person. It
 * also keeps to whom and with which calendar UID they went, for the notice to them and the calendar entry's removal: both
 * are the right person's own from then on. Each opens an incident for the agency that made it.
 *
 * Texts that touch law or money: each agency's own, by version. The shipped ones are no rows.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table recall (
      id uuid primary key default gen_random_uuid(),
      meeting_id uuid not null references meeting,
      participant_id uuid not null references participant,
      message_id uuid not null references message,
      notice_id uuid references message,
      reason text not null,
      recalled_at timestamptz not null,
      recalled_by uuid not null references handlaggare,
      opened_at timestamptz,
      sent_to text,
      language text not null,
      calendar_uid text not null,
      calendar_sequence integer not null,
      starts_at timestamptz not null,
      ends_at timestamptz not null,
      constraint recall_once unique (message_id)
    );
    create index recall_meeting on recall (meeting_id);
    create index recall_participant on recall (participant_id);
    create index recall_notice on recall (notice_id);
    create trigger recall_append_only before update or delete on recall for each row execute function refuse_change();

    alter table message add column recall_id uuid references recall;
    drop index message_once;
    create unique index message_once on message (meeting_id, time_version, participant_id, kind, channel)
      where kind not in ('swapped', 'recalled') and recall_id is null;

    alter table one_time_link drop constraint one_time_link_one_per_participant;
    create unique index one_time_link_one_open on one_time_link (participant_id) where revoked_at is null;
    create index one_time_link_participant on one_time_link (participant_id);

    create table incident (
      id uuid primary key default gen_random_uuid(),
      organisation_id text not null references organisation,
      office_id uuid not null references office,
      meeting_id uuid not null references meeting,
      message_id uuid not null references message,
      reason text not null,
      opened_at timestamptz not null,
      opened_by uuid not null references handlaggare,
      closed_at timestamptz,
      closed_by uuid references handlaggare,
      closing_note text,
      constraint incident_closed_whole
        check ((closed_at is null) = (closed_by is null) and (closed_at is null) = (closing_note is null))
    );
    create index incident_office on incident (office_id, opened_at);

    alter table handlaggare add column may_edit_texts boolean not null default false;
    create table agency_text (
      id uuid primary key default gen_random_uuid(),
      organisation_id text not null references organisation,
      key text not null,
      language text not null,
      version integer not null,
      text text not null,
      changed_at timestamptz not null,
      changed_by uuid not null references handlaggare,
      constraint agency_text_version_once unique (organisation_id, key, language, version),
      constraint agency_text_key check (key in ('what_declining_means', 'about_benefit', 'whom_to_call')),
      constraint agency_text_language check (language in ('sv', 'sv-lattlast', 'en', 'ar')),
      constraint agency_text_version check (version > 0)
    );
    create trigger agency_text_append_only before update or delete on agency_text
      for each row execute function refuse_change();
  `.execute(db);
  await addMessageKind(db);
}

/** Allows one kind more, whichever there were. */
async function addMessageKind(db: Kysely<unknown>): Promise<void> {
  await sql`
    do $$
    declare allowed text;
    begin
      select pg_get_expr(conbin, conrelid) into strict allowed from pg_constraint
        where conname = 'message_kind' and conrelid = 'message'::regclass;
      alter table message drop constraint message_kind;
      execute format('alter table message add constraint message_kind check ((%s) or kind = ''recalled'')', allowed);
    end $$`.execute(db);
}
