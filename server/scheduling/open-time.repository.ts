import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import { instantOfEpochMinute, type Interval } from "./intervals.ts";
import type { LocalDate } from "./local-time.ts";
import type { DatedHours, DateException, RecurringAbsence, WorkingRules } from "./open-time.ts";

/** One person's open time from a date on, and up to when it is known (the date after the last). */
export interface KnownOpenTime {
  readonly handlaggareId: string;
  readonly open: readonly Interval[];
  readonly until: LocalDate;
  /** The configuration of closed days it was made with, as text. */
  readonly closedDays: string;
}

interface RulesRow {
  handlaggareId: string;
  weeklyHours: DatedHours[];
  exceptions: { on: LocalDate; startMinutes: number | null; endMinutes: number | null }[];
  recurringAbsences: RecurringAbsence[];
  lunchStartMinutes: number | null;
  lunchEndMinutes: number | null;
}

/** Reads and writes the rules for when handläggare can be met, and what they come to. Writers lock the persons first. */
export function createOpenTimeRepository(database: Database) {
  return {
    /** Those whose open time is missing, ends before a date, or was made with other closed days. */
    async findDue(
      { before, closedDays }: { before: LocalDate; closedDays: string },
      limit: number,
    ): Promise<string[]> {
      const rows = await database
        .query()
        .selectFrom("handlaggare as h")
        .leftJoin("open_time_horizon as z", "z.handlaggare_id", "h.person_id")
        .where("h.active", "=", true)
        .where((e) =>
          e.or([e("z.until", "is", null), e("z.until", "<", before), e("z.closed_days", "!=", closedDays)]),
        )
        .orderBy("h.person_id")
        .limit(limit)
        .select("h.person_id as id")
        .execute();
      return rows.map(({ id }) => id);
    },

    async findRules(
      personIds: readonly string[],
      unitOfWork?: UnitOfWork,
    ): Promise<Map<string, WorkingRules>> {
      const { rows } = await sql<RulesRow>`
        select h.person_id as "handlaggareId",
          h.lunch_start_minutes as "lunchStartMinutes", h.lunch_end_minutes as "lunchEndMinutes",
          coalesce((select jsonb_agg(jsonb_build_object('weekday', weekday, 'startMinutes', start_minutes,
            'endMinutes', end_minutes, 'validFrom', valid_from, 'validUntil', valid_until)) from working_hours where handlaggare_id = h.person_id), '[]') as "weeklyHours",
          coalesce((select jsonb_agg(jsonb_build_object('on', on_date, 'startMinutes', start_minutes,
            'endMinutes', end_minutes)) from working_hours_exception where handlaggare_id = h.person_id), '[]') as exceptions,
          coalesce((select jsonb_agg(jsonb_build_object('weekday', weekday, 'startMinutes', start_minutes,
            'endMinutes', end_minutes, 'everyWeeks', every_weeks, 'firstOn', first_on, 'lastOn', last_on, 'title', title,
            'kind', kind))
            from recurring_absence where handlaggare_id = h.person_id), '[]') as "recurringAbsences"
        from handlaggare h where h.person_id = any(${[...personIds]}::uuid[])`.execute(
        database.query(unitOfWork),
      );
      return new Map(rows.map((row) => [row.handlaggareId, rulesOf(row)]));
    },

    /** Writes the rules anew, whole. */
    async replaceRules(handlaggareId: string, rules: WorkingRules, unitOfWork: UnitOfWork): Promise<void> {
      const query = database.query(unitOfWork);
      const json = (value: unknown) => JSON.stringify(value);
      const exceptions = rules.exceptions.flatMap(({ on, stretches }) =>
        stretches.length ? stretches.map((stretch) => ({ on, ...stretch })) : [{ on }],
      );
      for (const table of ["working_hours", "working_hours_exception", "recurring_absence"] as const)
        await query.deleteFrom(table).where("handlaggare_id", "=", handlaggareId).execute();
      await sql`insert into working_hours
          (handlaggare_id, weekday, start_minutes, end_minutes, valid_from, valid_until)
        select ${handlaggareId}, r.* from jsonb_to_recordset(${json(rules.weeklyHours)}::jsonb)
          as r (weekday int, "startMinutes" int, "endMinutes" int, "validFrom" date, "validUntil" date)`.execute(
        query,
      );
      await sql`insert into working_hours_exception (handlaggare_id, on_date, start_minutes, end_minutes)
        select ${handlaggareId}, r.* from jsonb_to_recordset(${json(exceptions)}::jsonb)
          as r ("on" date, "startMinutes" int, "endMinutes" int)`.execute(query);
      await sql`insert into recurring_absence
          (handlaggare_id, weekday, start_minutes, end_minutes, every_weeks, first_on, last_on, title, kind)
        select ${handlaggareId}, r.* from jsonb_to_recordset(${json(rules.recurringAbsences)}::jsonb)
          as r (weekday int, "startMinutes" int, "endMinutes" int, "everyWeeks" int, "firstOn" date, "lastOn" date,
            title text, kind text)`.execute(query);
      await query
        .updateTable("handlaggare")
        .set((e) => ({
          lunch_start_minutes: rules.lunch?.startMinutes ?? null,
          lunch_end_minutes: rules.lunch?.endMinutes ?? null,
          pattern_revision: e("pattern_revision", "+", 1),
        }))
        .where("person_id", "=", handlaggareId)
        .execute();
    },

    /** Replaces the open time from an instant on; what lies before stands as it was. */
    async replace(known: readonly KnownOpenTime[], from: Date, unitOfWork: UnitOfWork): Promise<void> {
      const query = database.query(unitOfWork);
      const rows = known.flatMap(({ handlaggareId, open }) =>
        open.map((stretch) => ({ handlaggareId, ...stretch })),
      );
      const ids = known.map(({ handlaggareId }) => handlaggareId);
      await sql`delete from open_time where handlaggare_id = any(${ids}::uuid[]) and lower(during) >= ${from}`.execute(
        query,
      );
      await sql`insert into open_time (handlaggare_id, during)
        select id, tstzrange(starts_at, ends_at) from unnest(${rows.map((row) => row.handlaggareId)}::uuid[],
          ${rows.map(({ start }) => instantOfEpochMinute(start))}::timestamptz[],
          ${rows.map(({ end }) => instantOfEpochMinute(end))}::timestamptz[]) as r (id, starts_at, ends_at)`.execute(
        query,
      );
      await sql`insert into open_time_horizon (handlaggare_id, until, closed_days)
        select * from unnest(${ids}::uuid[], ${known.map(({ until }) => until)}::date[],
          ${known.map(({ closedDays }) => closedDays)}::text[])
        on conflict (handlaggare_id) do update set until = excluded.until, closed_days = excluded.closed_days`.execute(
        query,
      );
    },
  };
}
export type OpenTimeRepository = ReturnType<typeof createOpenTimeRepository>;

function rulesOf({ lunchStartMinutes, lunchEndMinutes, ...row }: RulesRow): WorkingRules {
  const exceptions = new Map<LocalDate, DateException["stretches"]>();
  for (const { on, startMinutes, endMinutes } of row.exceptions) {
    const earlier = exceptions.get(on) ?? [];
    const works = startMinutes !== null && endMinutes !== null;
    exceptions.set(on, works ? [...earlier, { startMinutes, endMinutes }] : earlier);
  }
  return {
    weeklyHours: row.weeklyHours,
    exceptions: [...exceptions].map(([on, stretches]) => ({ on, stretches })),
    lunch:
      lunchStartMinutes !== null && lunchEndMinutes !== null
        ? { startMinutes: lunchStartMinutes, endMinutes: lunchEndMinutes }
        : null,
    recurringAbsences: row.recurringAbsences,
  };
}
