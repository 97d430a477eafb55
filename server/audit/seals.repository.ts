import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import { addDays, startOfDay, type LocalDate } from "../scheduling/local-time.ts";
import type { TrailRow } from "./day-chain.ts";

/** How many rows are held in memory at once. */
const ROWS_AT_ONCE = 5_000;

/** A day of the trail that is over, as it was when it was sealed. */
export interface DaySeal {
  readonly day: LocalDate;
  readonly rowCount: number;
  readonly seal: Buffer;
  /** When its rows had been kept their time and went. */
  readonly destroyedAt: Date | null;
}

/** Reads the trail day by day, in Swedish days, and keeps the days' seals. */
export function createSealsRepository(database: Database) {
  const selectSeals = () =>
    database
      .query()
      .selectFrom("audit_seal")
      .select(["day", "row_count as rowCount", "seal", "destroyed_at as destroyedAt"])
      .orderBy("day");
  return {
    /** When the first row was written that is left. */
    async findFirstRow(): Promise<Date | undefined> {
      const found = await database
        .query()
        .selectFrom("audit")
        .select("at")
        .orderBy("at")
        .limit(1)
        .executeTakeFirst();
      return found?.at;
    },

    /** The rows of a day in id order, some at a time. */
    async *rowsOf(day: LocalDate): AsyncGenerator<TrailRow[]> {
      let after = 0;
      for (;;) {
        const { rows } = await sql<TrailRow>`
          select id, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') as at, actor_kind as "actorKind",
            actor_id as "actorId", organisation_id as "organisationId", action, object_kind as "objectKind",
            object_id as "objectId", case_id as "caseId", relation, why
          from audit where at >= ${startOfDay(day)} and at < ${startOfDay(addDays(day, 1))} and id > ${after}
          order by id limit ${ROWS_AT_ONCE}`.execute(database.query());
        if (rows.length > 0) yield rows;
        if (rows.length < ROWS_AT_ONCE) return;
        after = rows.at(-1)!.id;
      }
    },

    /** The seals of a period, both days included, by day. */
    list: ({ from, until }: { from: LocalDate; until: LocalDate }): Promise<DaySeal[]> =>
      selectSeals().where("day", ">=", from).where("day", "<=", until).execute(),

    /** The first and the last day that is sealed. */
    async findEnds(): Promise<{ first: DaySeal; last: DaySeal } | undefined> {
      const first = await selectSeals().limit(1).executeTakeFirst();
      const last = await selectSeals().clearOrderBy().orderBy("day", "desc").limit(1).executeTakeFirst();
      return first && last && { first, last };
    },

    /** Keeps a seal, unless another process has sealed the day. */
    insert: ({ day, rowCount, seal }: Omit<DaySeal, "destroyedAt">, at: Date) =>
      database
        .query()
        .insertInto("audit_seal")
        .values({ day, row_count: rowCount, seal, sealed_at: at })
        .onConflict((conflict) => conflict.column("day").doNothing())
        .execute(),
  };
}
export type SealsRepository = ReturnType<typeof createSealsRepository>;
