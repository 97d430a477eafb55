import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import { eraseCases, isDue as isCaseDue } from "./case-erasure.repository.ts";
import type { Erasure } from "./erasure.ts";
import { PLAIN_ERASURES } from "./plain-erasures.repository.ts";
import type { RetentionKind } from "./retention-table.ts";
import { countTrailDays, destroyTrailDays } from "./trail-erasure.repository.ts";

/** A night's run. */
export interface RetentionRun {
  readonly runOn: string;
  readonly finishedAt: Date | null;
  /** How many of each kind went. */
  readonly erased: Partial<Record<RetentionKind, number>>;
}

/** Finds and erases what has been kept its time, some at a time, and keeps what each night has erased. */
export function createRetentionRepository(database: Database) {
  return {
    /** How many of a kind have been kept their time. */
    async count(kind: RetentionKind, erasure: Erasure): Promise<number> {
      const query = database.query();
      if (kind === "audit") return countTrailDays(query, erasure);
      const { table, due } =
        kind === "case" ? { table: "cooperation_case", due: isCaseDue } : PLAIN_ERASURES[kind];
      const { rows } = await sql<{ due: number }>`
        select count(*) as due from ${sql.table(table)} x where ${due(erasure)}`.execute(query);
      return rows[0]!.due;
    },

    /** Erases at most so many, and passes over what somebody else holds. @returns how many. */
    async erase(
      kind: RetentionKind,
      erasure: Erasure,
      most: number,
      unitOfWork: UnitOfWork,
    ): Promise<number> {
      const query = database.query(unitOfWork);
      await sql`select set_config('samtid.erasing', 'yes', true)`.execute(query);
      if (kind === "audit") return destroyTrailDays(query, erasure);
      if (kind === "case") return eraseCases(query, erasure, most);
      const { table, due, empty } = PLAIN_ERASURES[kind];
      const these = sql`x.ctid = any (array(select x.ctid from ${sql.table(table)} x where ${due(erasure)}
        limit ${most} for update of x skip locked))`;
      const { numAffectedRows } = await (
        empty
          ? sql`update ${sql.table(table)} x set ${empty} where ${these}`
          : sql`delete from ${sql.table(table)} x where ${these}`
      ).execute(query);
      return Number(numAffectedRows ?? 0);
    },

    /** Begins the run of a night, or goes on with it. @returns whether there is anything left to do in it. */
    async begin(runOn: string, at: Date): Promise<boolean> {
      await database
        .query()
        .insertInto("retention_run")
        .values({ run_on: runOn, started_at: at, finished_at: null })
        .onConflict((conflict) => conflict.column("run_on").doNothing())
        .execute();
      const run = await database
        .query()
        .selectFrom("retention_run")
        .where("run_on", "=", runOn)
        .select("finished_at")
        .executeTakeFirstOrThrow();
      return run.finished_at === null;
    },

    addErased: (runOn: string, kind: RetentionKind, erased: number, unitOfWork: UnitOfWork) =>
      sql`insert into retention_count as known (run_on, kind, erased) values (${runOn}, ${kind}, ${erased})
        on conflict (run_on, kind) do update set erased = known.erased + excluded.erased`.execute(
        database.query(unitOfWork),
      ),

    finish: (runOn: string, at: Date) =>
      database
        .query()
        .updateTable("retention_run")
        .set({ finished_at: at })
        .where("run_on", "=", runOn)
        .execute(),

    /** The latest run. */
    async findLatest(): Promise<RetentionRun | undefined> {
      const { rows } = await sql<RetentionRun>`
        select r.run_on as "runOn", r.finished_at as "finishedAt",
          (select coalesce(jsonb_object_agg(kind, erased), '{}') from retention_count c where c.run_on = r.run_on) as erased
        from retention_run r order by r.run_on desc limit 1`.execute(database.query());
      return rows[0];
    },
  };
}
export type RetentionRepository = ReturnType<typeof createRetentionRepository>;
