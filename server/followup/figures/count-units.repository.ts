import { sql, type RawBuilder } from "kysely";
import { startOfDay, addDays } from "../../scheduling/local-time.ts";
import type { Database } from "../../platform/database/database.ts";
import type { Tables } from "../../platform/database/tables.ts";
import type { UnitOfWork } from "../../platform/unit-of-work.ts";
import { COOPERATION_UNITS } from "./cooperation-units.repository.ts";
import { MEETING_UNITS } from "./meeting-units.repository.ts";
import type { CountedMonth } from "./counted-month.ts";
import { asOfDayOf, firstDayOf } from "./periods.ts";
import { POPULATION_IDS, POPULATIONS } from "./populations.ts";
import { WAITING_UNITS } from "./waiting-units.repository.ts";

/** A count may go through ten years of a country on a busy machine, and nobody waits for it. Other statements have half a minute. */
const LONGEST_STATEMENT = "20min";

/** What is counted from. */
const COUNTED_TABLES = [
  "meeting",
  "participant",
  "external_party",
  "event_log",
  "outcome",
  "answer",
  "cooperation_case",
  "individual",
  "cooperation",
  "cooperation_datum",
  "cooperation_measure",
] as const satisfies readonly (keyof Tables)[];

const CROSSED = POPULATION_IDS.filter((population) => POPULATIONS[population].crossed);

/**
 * Counts a month from meetings and cooperations, by office, once. Everything of a year is counted in exactly one month: that in which it
 * happened or, when it became known too late for that, the oldest that was still open. What becomes known after the year is closed is not
 * counted.
 *
 * Dates are in Europe/Stockholm. Only what was known on the month's as-of day counts, so a month can be counted long after.
 */
export function createCountUnitsRepository(database: Database) {
  return {
    /**
     * Lets counts in this transaction take their time, and takes stock of the tables first: of what was just brought in PostgreSQL knows nothing, or
     * knows it as it was in the middle, with tables that seem empty.
     */
    async prepare(unitOfWork: UnitOfWork): Promise<void> {
      const query = database.query(unitOfWork);
      await sql`set local statement_timeout = ${sql.lit(LONGEST_STATEMENT)}`.execute(query);
      await sql`analyze ${sql.join(COUNTED_TABLES.map((table) => sql.table(table)))}`.execute(query);
    },

    async count(year: number, month: number, at: Date, unitOfWork: UnitOfWork): Promise<void> {
      const query = database.query(unitOfWork);
      const counted = countedMonth(year, month);
      await query
        .insertInto("figure_month")
        .values({ year, month, as_of: asOfDayOf(year, month), counted_at: at })
        .execute();
      for (const units of [...MEETING_UNITS, ...COOPERATION_UNITS, ...WAITING_UNITS])
        await countUnits(counted, units(counted)).execute(query);
    },
  };
}
export type CountUnitsRepository = ReturnType<typeof createCountUnitsRepository>;

function countedMonth(year: number, month: number): CountedMonth {
  const firstOn = firstDayOf(year, 1);
  const monthOn = firstDayOf(year, month);
  const untilOn = firstDayOf(year, month + 1);
  return {
    year,
    month,
    firstOn,
    monthOn,
    untilOn,
    from: startOfDay(firstOn),
    monthFrom: startOfDay(monthOn),
    until: startOfDay(untilOn),
    knownBefore: startOfDay(addDays(asOfDayOf(year, month), 1)),
  };
}

/**
 * @param units rows of `population, event_on, known_at, office_id, sex, birth_year, benefit, xs, amounts`: the parts it belongs to, each with
 *   what was measured of it.
 */
function countUnits({ year, month, knownBefore }: CountedMonth, units: RawBuilder<unknown>) {
  return sql`
    insert into figure_count (year, month, population, office_id, x, d, n, amount)
    select ${year}::int, ${month}::int, u.population, u.office_id, x.part, d.part, count(*), coalesce(sum(x.amount), 0)
    from (
      select *, known_at at time zone 'Europe/Stockholm' as known,
        case sex when 'woman' then 'women' else 'men' end as sex_part,
        case when ${year}::int - birth_year < 30 then 'age_18_29' else 'age_30_65' end as age_part,
        case when benefit in ('sjukpenning', 'aktivitetsersattning', 'sjukersattning') then benefit else 'ovrig' end as benefit_part
      from (${units}) unit
      where known_at < ${knownBefore}
    ) u
    cross join lateral unnest(u.xs, u.amounts) x (part, amount)
    cross join lateral unnest(array['total', u.sex_part, u.age_part, u.benefit_part, u.sex_part || '.' || u.benefit_part]) d (part)
    where x.part is not null and least(12, greatest(extract(month from u.event_on),
        12 * (extract(year from u.known) - ${year}::int) + extract(month from u.known) - 1)) = ${month}::int
      and (x.part = 'total' or d.part = 'total'
        or u.population = any (${CROSSED}::text[]) and d.part not like '%.%')
    group by u.population, u.office_id, x.part, d.part`;
}
