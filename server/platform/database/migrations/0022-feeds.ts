import { sql, type Kysely } from "kysely";

/**
 * Feeds that know what is new, and for whom. `calendar_version` counts the changes a person's calendar programs can see: it
 * rises once in a transaction that changes a meeting of theirs, with it or not at all, so that a feed is written once for each
 * value. It is raised when the transaction ends, for a meeting's participants in order, so that it makes nobody wait for
 * long and no two for each other.
 *
 * A feed may belong to an individual too, who made it from the page of a link; it ends with that link.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table calendar_version (
      person_id uuid primary key references person,
      version bigint not null,
      raised_in xid8 not null
    );

    create function raise_calendar_versions(meetings uuid[]) returns void language sql as $$
      insert into calendar_version as known (person_id, version, raised_in)
        select distinct person_id, 1, pg_current_xact_id() from participant where meeting_id = any (meetings) order by person_id
      on conflict (person_id) do update set version = known.version + 1, raised_in = excluded.raised_in
        where known.raised_in <> excluded.raised_in
    $$;

    create function meeting_changed() returns trigger language plpgsql as $$
    begin
      perform raise_calendar_versions(array[(to_jsonb(new) ->> tg_argv[0])::uuid]);
      return null;
    end $$;
    create constraint trigger meeting_raises_calendar_version
      after update of starts_at, ends_at, status, changed_at on meeting
      deferrable initially deferred for each row execute function meeting_changed('id');
    create constraint trigger participant_raises_calendar_version
      after insert or update of uid, sequence, binding, left_at on participant
      deferrable initially deferred for each row execute function meeting_changed('meeting_id');
    create constraint trigger held_time_raises_calendar_version
      after insert or update of state on held_time
      deferrable initially deferred for each row execute function meeting_changed('meeting_id');

    create function individual_protected() returns trigger language plpgsql as $$
    begin
      perform raise_calendar_versions(array(select meeting_id from participant where person_id = new.person_id));
      return null;
    end $$;
    create constraint trigger individual_raises_calendar_version after update of protection on individual
      deferrable initially deferred for each row execute function individual_protected();

    create function disqualification_changed() returns trigger language plpgsql as $$
    begin
      perform raise_calendar_versions(array(select id from meeting where case_id = coalesce(new.case_id, old.case_id)));
      return null;
    end $$;
    create constraint trigger disqualification_raises_calendar_version after insert or delete on disqualification
      deferrable initially deferred for each row execute function disqualification_changed();

    alter table feed rename column handlaggare_id to person_id;
    alter index feed_handlaggare rename to feed_person;
    alter table feed drop constraint feed_handlaggare_id_fkey;
    alter table feed add constraint feed_person_known foreign key (person_id) references person;
    alter table feed add column kind text not null default 'events';
    alter table feed alter column kind drop default;
    alter table feed add constraint feed_kind check (kind in ('events', 'free-busy'));
    alter table feed add column link_id uuid references one_time_link;
    alter table feed add column expires_at timestamptz;
    update feed set expires_at = created_at + interval '365 days';
    alter table feed alter column expires_at set not null;
    alter table feed add column last_fetched_version bigint;
  `.execute(db);
}
