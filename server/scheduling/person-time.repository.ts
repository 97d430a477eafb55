import { sql, type RawBuilder } from "kysely";
import type { Clock } from "../platform/clock.ts";
import type { Database } from "../platform/database/database.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { IndividualWishes } from "./individual-wishes.ts";
import type { Interval } from "./intervals.ts";
import type { HandlaggareTime } from "./person-time.ts";
import type { SearchSide } from "./search-parties.ts";

/** Somebody's side of a search; of any agency when the agency is left out. */
type WantedSide = Omit<SearchSide, "organisationId"> & Partial<Pick<SearchSide, "organisationId">>;

/** Whose time is loaded. Nobody is on two sides: handläggare have one agency. */
export interface TimeWanted {
  readonly sides: readonly WantedSide[];
  readonly from: Date;
  readonly to: Date;
  /** The meeting whose own time counts as free. */
  readonly ignoreMeetingId?: string | undefined;
}

interface HandlaggareRow extends Omit<HandlaggareTime, "openTime" | "away" | "meetings"> {
  openTime: Buffer | null;
  away: Buffer | null;
  meetings: Buffer | null;
}

/** Starts and ends as PostgreSQL keeps them, sixteen bytes an interval: to count minutes there costs more than all else. */
const packed = (intervals: RawBuilder<unknown>) => sql`(
  select string_agg(timestamptz_send(lower(during)) || timestamptz_send(upper(during)), ''::bytea)
  from (${intervals} order by lower(during)) as stretch)`;

const MINUTE_MICROSECONDS = 60_000_000;
/** PostgreSQL counts from 2000-01-01T00:00Z. */
const FIRST_MINUTE = 946_684_800 / 60;

function minutesAt(bytes: Buffer, offset: number): number {
  const microseconds = bytes.readInt32BE(offset) * 2 ** 32 + bytes.readUInt32BE(offset + 4);
  return FIRST_MINUTE + microseconds / MINUTE_MICROSECONDS;
}

/** The whole minutes that cover each interval. */
function unpacked(bytes: Buffer | null): Interval[] {
  const intervals: Interval[] = [];
  for (let offset = 0; bytes && offset < bytes.length; offset += 16)
    intervals.push({
      start: Math.floor(minutesAt(bytes, offset)),
      end: Math.ceil(minutesAt(bytes, offset + 8)),
    });
  return intervals;
}

/** Everyone on a side: the named, or an office or län filtered by what is asked of them. Only those at work there now. */
function belongsTo(side: WantedSide) {
  const conditions = [sql`h.active`];
  if (side.organisationId) conditions.push(sql`h.organisation_id = ${side.organisationId}`);
  if (side.handlaggareIds) conditions.push(sql`h.person_id = any(${[...side.handlaggareIds]}::uuid[])`);
  const { officeId, lanOfOfficeId, lan, role, language, competence } = side.pool ?? {};
  if (officeId) conditions.push(sql`h.office_id = ${officeId}`);
  if (lanOfOfficeId) conditions.push(sql`o.lan = (select lan from office where id = ${lanOfOfficeId})`);
  if (lan) conditions.push(sql`o.lan = ${lan}`);
  if (role) conditions.push(sql`h.role = ${role}`);
  if (language) conditions.push(sql`${language} = any(h.languages)`);
  if (competence) conditions.push(sql`${competence} = any(h.competences)`);
  return sql`(${sql.join(conditions, sql` and `)})`;
}

/** In a window; found by an index on starts, since no stretch is longer than a day of 25 hours (see the constraints). */
const startsFor = ({ from, to }: Pick<TimeWanted, "from" | "to">) => sql`
  lower(during) > ${from}::timestamptz - interval '25 hours' and lower(during) < ${to} and upper(during) > ${from}`;

/** Reads people's time for a search: one aggregated row a person, in one query, whatever the number of intervals. */
export function createPersonTimeRepository(database: Database, clock: Clock) {
  /** Holds that have run out take no time, whoever has yet to clear them. */
  const takes = (ignoreMeetingId: string | undefined) => {
    const lasts = sql`(expires_at is null or expires_at > ${clock.now()})`;
    if (!ignoreMeetingId) return lasts;
    return sql`${lasts} and meeting_id is distinct from ${ignoreMeetingId}::uuid and (held_time_id is null
      or held_time_id not in (select id from held_time where meeting_id = ${ignoreMeetingId}::uuid))`;
  };

  return {
    async loadHandlaggare(wanted: TimeWanted, unitOfWork?: UnitOfWork): Promise<HandlaggareTime[]> {
      const window = sql`tstzrange(${wanted.from}, ${wanted.to})`;
      const { rows } = await sql<HandlaggareRow>`
        select h.person_id as "personId", h.organisation_id as "organisationId", h.name,
          h.buffer_before_minutes as "bufferBeforeMinutes", h.buffer_after_minutes as "bufferAfterMinutes",
          h.cap_per_day as "capPerDay", h.cap_per_week as "capPerWeek", z.until as "knownUntil",
          exists (select from external_calendar e where e.handlaggare_id = h.person_id
            and (not e.readable or e.stale_at <= ${clock.now()})) as "isUnknown",
          ${packed(sql`select during from open_time where handlaggare_id = h.person_id
            and ${startsFor(wanted)}`)} as "openTime",
          ${packed(sql`select during from (
              select during from absence where handlaggare_id = h.person_id and during && ${window}
              union all
              select during from external_busy where handlaggare_id = h.person_id and during && ${window}) as gone`)}
            as away,
          ${packed(sql`select during from occupancy where person_id = h.person_id and ${startsFor(wanted)}
            and ${takes(wanted.ignoreMeetingId)}`)} as meetings
        from handlaggare h
        join office o on o.id = h.office_id
        left join open_time_horizon z on z.handlaggare_id = h.person_id
        where ${sql.join(wanted.sides.map(belongsTo), sql` or `)}`.execute(database.query(unitOfWork));
      return rows.map((row) => ({
        ...row,
        openTime: unpacked(row.openTime),
        away: unpacked(row.away),
        meetings: unpacked(row.meetings),
      }));
    },

    /** What the individual has said of when they can come, and which pairs of handläggare have met them about the case. */
    async loadHistory(
      { personId, caseId, now }: { personId: string; caseId: string; now: Date },
      unitOfWork?: UnitOfWork,
    ): Promise<{ wishes: IndividualWishes; metBefore: [string, string][] }> {
      const { rows } = await sql<IndividualWishes & { metBefore: [string, string][] }>`
        select coalesce(w.weekdays, '{}') as weekdays, coalesce(w.parts_of_day, '{}') as "partsOfDay",
          w.earliest_on as "earliestOn",
          coalesce((
            select jsonb_agg(distinct jsonb_build_array(a.person_id, b.person_id))
            from meeting m
            join participant a on a.meeting_id = m.id and a.organisation_id = 'forsakringskassan'
              and a.left_at is null
            join participant b on b.meeting_id = m.id and b.organisation_id = 'arbetsformedlingen'
              and b.left_at is null
            where m.case_id = ${caseId} and (m.status = 'held' or m.status = 'booked' and m.ends_at < ${now})
          ), '[]') as "metBefore"
        from person p left join individual_preference w on w.person_id = p.id
        where p.id = ${personId}`.execute(database.query(unitOfWork));
      const { metBefore = [], ...wishes } = rows[0] ?? { weekdays: [], partsOfDay: [], earliestOn: null };
      return { wishes, metBefore };
    },

    /** The booked meetings in which handläggare of both offices take part. */
    async loadBookedBetween({
      officeIds: [one, other],
      from,
      to,
    }: {
      officeIds: readonly [string, string];
      from: Date;
      to: Date;
    }): Promise<Interval[]> {
      const { rows } = await sql<{ meetings: Buffer | null }>`select ${packed(sql`
        select during from meeting m, tstzrange(starts_at, ends_at) as during
        where m.status = 'booked' and m.starts_at >= ${from} and m.starts_at < ${to}
          and exists (select from participant where meeting_id = m.id and office_id = ${one} and left_at is null)
          and exists (select from participant where meeting_id = m.id and office_id = ${other} and left_at is null)`)} as meetings`.execute(
        database.query(),
      );
      return unpacked(rows[0]?.meetings ?? null);
    },

    /** When an individual is taken: they have no working hours. */
    async loadIndividual(
      { personId, from, to, ignoreMeetingId }: Omit<TimeWanted, "sides"> & { readonly personId: string },
      unitOfWork?: UnitOfWork,
    ): Promise<Interval[]> {
      const { rows } = await sql<{ meetings: Buffer | null }>`select ${packed(sql`
        select during from occupancy where person_id = ${personId} and ${startsFor({ from, to })}
          and ${takes(ignoreMeetingId)}`)} as meetings`.execute(database.query(unitOfWork));
      return unpacked(rows[0]?.meetings ?? null);
    },
  };
}
export type PersonTimeRepository = ReturnType<typeof createPersonTimeRepository>;
