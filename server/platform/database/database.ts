import { Kysely, PostgresDialect, type Compilable } from "kysely";
import { Pool, types } from "pg";
import type { Logger } from "../logger.ts";
import type { Transactions, UnitOfWork } from "../unit-of-work.ts";
import { createPreparingClient } from "./prepared-statements.ts";
import type { Tables } from "./tables.ts";

const DATE_OID = 1082;
const INT8_OID = 20;

/** The database: a pool behind Kysely, and transactions as opaque units of work. */
export interface Database extends Transactions {
  /** What a repository queries with: inside the given unit of work, or on its own. */
  query(unitOfWork?: UnitOfWork): Kysely<Tables>;
  /**
   * Makes a query that each connection plans only the first time it runs it, for what is asked so often that the plan costs more
   * than the answer.
   *
   * @param name no other query's.
   * @param query its parameters are examples; each run gives its own in their order.
   */
  prepare<Row>(name: string, query: Compilable<Row>): (...parameters: unknown[]) => Promise<Row[]>;
  /** For the session store, which speaks to the pool itself. */
  readonly pool: Pool;
  close(): Promise<void>;
}

/**
 * Opens a pool. Dates come as `YYYY-MM-DD` strings (a date has no zone), bigints as numbers (ours are small counts).
 *
 * @param options.poolSize most connections at once.
 */
export function createDatabase(url: string, options: { poolSize: number; logger: Logger }): Database {
  const pool = new Pool({
    connectionString: url,
    Client: createPreparingClient(),
    max: options.poolSize,
    options:
      "-c timezone=UTC -c jit=off -c statement_timeout=30000 -c idle_in_transaction_session_timeout=60000",
    types: {
      getTypeParser: (oid: number, format?: "text" | "binary") => {
        if (oid === DATE_OID) return (value: string) => value;
        if (oid === INT8_OID) return Number;
        return types.getTypeParser(oid, format) as (value: string) => unknown;
      },
    },
  });
  pool.on("error", (error) => options.logger.error({ err: error.message }, "idle database connection lost"));
  // A connection lost between two queries of a transaction is told to whoever asks next; nobody listening would end the process.
  pool.on("connect", (client) => client.on("error", () => undefined));
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return {
    pool,
    query: (unitOfWork) => (unitOfWork as unknown as Kysely<Tables> | undefined) ?? db,
    prepare<Row>(name: string, query: Compilable<Row>) {
      const { sql: text } = query.compile();
      return async (...values: unknown[]) => (await pool.query({ name, text, values })).rows as Row[];
    },
    transaction: (work) => db.transaction().execute((trx) => work(trx as unknown as UnitOfWork)),
    close: () => db.destroy(),
  };
}
