import { sql } from "kysely";
import type { Database } from "../../platform/database/database.ts";
import type { UnitOfWork } from "../../platform/unit-of-work.ts";
import type { OfficeCount } from "./cube.ts";
import { POPULATION_IDS, type PopulationId } from "./populations.ts";
import type { TreeGroup, TreeNode, TreeOffice } from "./tree.ts";

/** What may be shown of one population at one node: for `x|d` seventeen numbers and sums, null where hidden or not counted yet. */
export type PublishedCells = Readonly<
  Record<string, { readonly n: readonly (number | null)[]; readonly a: readonly (number | null)[] }>
>;

export interface PublishedRow {
  readonly year: number;
  readonly population: PopulationId;
  readonly node: string;
  readonly cells: PublishedCells;
}

/** Time that a pool had when a month ended. */
export interface NotedCapacity {
  /** 1 to 12. */
  readonly month: number;
  readonly node: string;
  readonly minutes: number;
}

/** Years, the months of them that are counted, and what may be shown of them. */
export function createPublishedRepository(database: Database) {
  return {
    async listOffices(unitOfWork?: UnitOfWork): Promise<TreeOffice[]> {
      return database
        .query(unitOfWork)
        .selectFrom("office")
        .select(["id", "name", "lan", "organisation_id as organisationId"])
        .orderBy("name")
        .execute();
    },

    async listGroups(unitOfWork?: UnitOfWork): Promise<TreeGroup[]> {
      const { rows } = await sql<TreeGroup>`
        select g.id, g.kind, g.name,
          coalesce(array_agg(m.lan) filter (where m.lan is not null), '{}') as lan,
          coalesce(array_agg(m.office_id::text) filter (where m.office_id is not null), '{}') as "officeIds"
        from figure_group g left join figure_group_member m on m.group_id = g.id
        group by g.id order by g.name`.execute(database.query(unitOfWork));
      return rows;
    },

    /** Begins a year with a tree, unless it has one; others who would wait until this is committed. */
    async beginYear(year: number, tree: readonly TreeNode[], unitOfWork: UnitOfWork): Promise<TreeNode[]> {
      const query = database.query(unitOfWork);
      await query
        .insertInto("figure_year")
        .values({ year, tree: JSON.stringify(tree) })
        .onConflict((conflict) => conflict.column("year").doNothing())
        .execute();
      const { rows } = await sql<{ tree: TreeNode[] }>`
        select tree from figure_year where year = ${year} for update`.execute(query);
      return rows[0]!.tree;
    },

    async findTree(year: number): Promise<TreeNode[] | undefined> {
      const { rows } = await sql<{
        tree: TreeNode[];
      }>`select tree from figure_year where year = ${year}`.execute(database.query());
      return rows[0]?.tree;
    },

    /** Each month that is counted, the earliest first. */
    listMonths: (unitOfWork?: UnitOfWork) =>
      database
        .query(unitOfWork)
        .selectFrom("figure_month")
        .select(["year", "month", "as_of as asOf"])
        .orderBy("year")
        .orderBy("month")
        .execute(),

    listCounts: (year: number, population: PopulationId, unitOfWork: UnitOfWork): Promise<OfficeCount[]> =>
      database
        .query(unitOfWork)
        .selectFrom("figure_count")
        .where("year", "=", year)
        .where("population", "=", population)
        .select(["month", "office_id as officeId", "x", "d", "n", "amount"])
        .execute(),

    async replace(
      { year, population }: { year: number; population: PopulationId },
      rows: readonly { readonly node: string; readonly cells: PublishedCells }[],
      unitOfWork: UnitOfWork,
    ): Promise<void> {
      const query = database.query(unitOfWork);
      await query
        .deleteFrom("figure_published")
        .where("year", "=", year)
        .where("population", "=", population)
        .execute();
      await sql`insert into figure_published (year, population, node, cells)
        select ${year}, ${population}, node, cells
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (node text, cells jsonb)`.execute(
        query,
      );
    },

    listCapacity: (year: number, unitOfWork?: UnitOfWork): Promise<NotedCapacity[]> =>
      database
        .query(unitOfWork)
        .selectFrom("joint_capacity")
        .where("year", "=", year)
        .select(["month", "node", "minutes"])
        .execute(),

    /** Who comes second changes nothing. */
    async noteCapacity(
      { year, month, at }: { year: number; month: number; at: Date },
      noted: readonly Omit<NotedCapacity, "month">[],
    ): Promise<void> {
      if (noted.length === 0) return;
      await database
        .query()
        .insertInto("joint_capacity")
        .values(noted.map(({ node, minutes }) => ({ year, month, node, minutes, noted_at: at })))
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },

    /** What may be shown of some years at some nodes; of all populations unless some are named. */
    async read(
      years: readonly number[],
      nodes: readonly string[],
      populations: readonly PopulationId[] = POPULATION_IDS,
    ): Promise<PublishedRow[]> {
      const { rows } = await sql<PublishedRow>`
        select year, population, node, cells from figure_published
        where year = any (${years}::smallint[]) and node = any (${nodes}::text[])
          and population = any (${populations}::text[])`.execute(database.query());
      return rows;
    },

    /** The first month of which Samtid itself has meetings; what is imported is counted when the agency says so. */
    async findFirstMonth(): Promise<{ year: number; month: number } | undefined> {
      const { rows } = await sql<{ year: number; month: number }>`
        select extract(year from first)::int as year, extract(month from first)::int as month
        from (select min(m.created_at) at time zone 'Europe/Stockholm' as first from meeting m
          where not exists (select from history_item h where h.object_id = m.id)) own
        where first is not null`.execute(database.query());
      return rows[0];
    },
  };
}
export type PublishedRepository = ReturnType<typeof createPublishedRepository>;
