import { sql, type Kysely } from "kysely";

/**
 * Figures, counted once: when a month has had its time to be registered it is counted and kept (`figure_count`, by office, with small
 * numbers), and what may be shown of a year so far is written beside it (`figure_published`). Pages and exports read only the latter.
 *
 * A year keeps the tree of nation, regions, län, local groups and offices that it began with. Exports are files that take their time.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const create of [groups, figures, exports]) await create.execute(db);
}

const groups = sql`
  create table figure_group (
    id uuid primary key default gen_random_uuid(),
    kind text not null,
    name text not null,
    constraint figure_group_kind check (kind in ('region', 'local')),
    constraint figure_group_name_once unique (kind, name)
  );
  create table figure_group_member (
    id uuid primary key default gen_random_uuid(),
    group_id uuid not null references figure_group on delete cascade,
    lan text,
    office_id uuid references office,
    constraint figure_group_member_one check (num_nonnulls(lan, office_id) = 1),
    constraint figure_group_member_lan_once unique (lan),
    constraint figure_group_member_office_once unique (office_id)
  )`;

const figures = sql`
  create table figure_year (
    year smallint primary key,
    tree jsonb not null
  );
  create table figure_month (
    year smallint not null references figure_year,
    month smallint not null,
    as_of date not null,
    counted_at timestamptz not null,
    primary key (year, month),
    constraint figure_month_month check (month between 1 and 12)
  );
  create table figure_count (
    year smallint not null,
    month smallint not null,
    population text not null,
    office_id uuid not null references office,
    x text not null,
    d text not null,
    n integer not null,
    amount bigint not null,
    primary key (year, month, population, office_id, x, d),
    foreign key (year, month) references figure_month
  );
  create table figure_published (
    year smallint not null references figure_year,
    population text not null,
    node text not null,
    cells jsonb not null,
    primary key (year, node, population)
  );
  create index meeting_created on meeting (created_at);
  create index answer_answered on answer (answered_at)`;

const exports = sql`
  create table figure_export (
    id uuid primary key default gen_random_uuid(),
    requested_by uuid not null references handlaggare,
    requested_at timestamptz not null,
    format text not null,
    year smallint not null,
    node text not null,
    as_of date not null,
    done_parts smallint not null default 0,
    all_parts smallint not null default 1,
    finished_at timestamptz,
    failed_at timestamptz,
    content bytea,
    constraint figure_export_format check (format in ('csv', 'xlsx', 'pdf')),
    constraint figure_export_finished_whole check ((finished_at is null) = (content is null))
  );
  create index figure_export_waiting on figure_export (requested_at) where finished_at is null and failed_at is null`;
