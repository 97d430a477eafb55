import { sql } from "kysely";
import type { Database } from "../../platform/database/database.ts";
import { DomainError } from "../../platform/domain-error.ts";
import type { UnitOfWork } from "../../platform/unit-of-work.ts";
import type { OrganisationId } from "../../people/people.contract.ts";
import type { ChangeFigureGroup, NewFigureGroup } from "./figure-groups.contract.ts";

/** Regions and local groups, as years to come will have them. */
export function createFigureGroupsRepository(database: Database) {
  const query = (unitOfWork?: UnitOfWork) => database.query(unitOfWork);
  return {
    /** The latest year that has begun to be counted. */
    async findLatestYear(): Promise<number | undefined> {
      const row = await query()
        .selectFrom("figure_year")
        .select("year")
        .orderBy("year", "desc")
        .executeTakeFirst();
      return row?.year;
    },

    /** The first year that has each group in its tree, by the group's id. */
    async listFirstYears(): Promise<ReadonlyMap<string, number>> {
      const { rows } = await sql<{ id: string; year: number }>`
        select split_part(node ->> 'id', ':', 2) as id, min(year)::int as year
        from figure_year, jsonb_array_elements(tree) as node
        where node ->> 'level' in ('region', 'local_group') group by 1`.execute(query());
      return new Map(rows.map(({ id, year }) => [id, year]));
    },

    async add({ kind, name }: NewFigureGroup, unitOfWork: UnitOfWork): Promise<string> {
      const added = await query(unitOfWork)
        .insertInto("figure_group")
        .values({ kind, name })
        .onConflict((conflict) => conflict.constraint("figure_group_name_once").doNothing())
        .returning("id")
        .executeTakeFirst();
      if (!added) throw nameTaken();
      return added.id;
    },

    /** Held still until the unit of work ends. */
    find: (id: string, unitOfWork: UnitOfWork) =>
      query(unitOfWork)
        .selectFrom("figure_group")
        .where("id", "=", id)
        .select(["id", "kind"])
        .forUpdate()
        .executeTakeFirst(),

    async rename(id: string, name: string, unitOfWork: UnitOfWork): Promise<void> {
      const { rows } = await sql`update figure_group g set name = ${name} where id = ${id}
        and not exists (select from figure_group other where other.kind = g.kind and other.name = ${name} and other.id <> g.id)
        returning id`.execute(query(unitOfWork));
      if (rows.length === 0) throw nameTaken();
    },

    /** All of a region's län, out of whichever they were in. */
    async placeLan(id: string, lan: ChangeFigureGroup["lan"], unitOfWork: UnitOfWork): Promise<void> {
      await sql`delete from figure_group_member where lan is not null and (group_id = ${id} or lan = any (${lan}::text[]))`.execute(
        query(unitOfWork),
      );
      await sql`insert into figure_group_member (group_id, lan) select ${id}, lan from unnest(${lan}::text[]) as lan`.execute(
        query(unitOfWork),
      );
    },

    /** All of a local group's offices that are of an agency, out of whichever they were in. */
    async placeOffices(
      id: string,
      officeIds: ChangeFigureGroup["officeIds"],
      organisationId: OrganisationId,
      unitOfWork: UnitOfWork,
    ): Promise<void> {
      await sql`delete from figure_group_member m using office o
        where o.id = m.office_id and o.organisation_id = ${organisationId}
          and (m.group_id = ${id} or m.office_id = any (${officeIds}::uuid[]))`.execute(query(unitOfWork));
      await sql`insert into figure_group_member (group_id, office_id)
        select ${id}, id from office where organisation_id = ${organisationId} and id = any (${officeIds}::uuid[])`.execute(
        query(unitOfWork),
      );
    },

    remove: (id: string, unitOfWork: UnitOfWork) =>
      query(unitOfWork).deleteFrom("figure_group").where("id", "=", id).execute(),
  };
}
export type FigureGroupsRepository = ReturnType<typeof createFigureGroupsRepository>;

const nameTaken = () =>
  new DomainError("invalid", "Namnet går inte att använda.", {
    violations: [{ pointer: "/name", code: "taken", detail: "Det finns redan en grupp med det namnet." }],
  });
