import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";

/** A column of encrypted values: `<name>_encrypted`, with the id of its key in `<name>_key_id`. */
export interface SealedColumn {
  readonly table: string;
  readonly name: string;
}

/** A value with where it lies; `place` holds only while the row is locked. */
export interface SealedValue {
  readonly place: string;
  readonly keyId: string;
  readonly encrypted: Buffer;
}

/** Every encrypted value in the database, found by the names of the columns: a new one is known without being listed. */
export function createSealedColumnsRepository(database: Database) {
  const columnOf = ({ name }: SealedColumn, part: "encrypted" | "key_id") => sql.ref(`${name}_${part}`);
  return {
    async list(): Promise<SealedColumn[]> {
      const { rows } = await sql<SealedColumn>`
        select c.table_name as table, left(c.column_name, -length('_encrypted')) as name
        from information_schema.columns c
        where c.table_schema = current_schema() and c.column_name like '%\\_encrypted'
        order by 1, 2`.execute(database.query());
      return rows;
    },

    /** Values under any other key than one, locked until the unit of work ends; those that others hold are passed over. */
    async listOthers(
      column: SealedColumn,
      keyId: string,
      most: number,
      unitOfWork: UnitOfWork,
    ): Promise<SealedValue[]> {
      const { rows } = await sql<SealedValue>`
        select ctid::text as place, ${columnOf(column, "key_id")} as "keyId", ${columnOf(column, "encrypted")} as encrypted
        from ${sql.table(column.table)} where ${columnOf(column, "key_id")} <> ${keyId}
        limit ${most} for update skip locked`.execute(database.query(unitOfWork));
      return rows;
    },

    replace: (column: SealedColumn, { place, keyId, encrypted }: SealedValue, unitOfWork: UnitOfWork) =>
      sql`update ${sql.table(column.table)} set ${columnOf(column, "encrypted")} = ${encrypted},
        ${columnOf(column, "key_id")} = ${keyId} where ctid = ${place}::tid`.execute(
        database.query(unitOfWork),
      ),

    /** How many values are under any other key than one. */
    async countOthers(column: SealedColumn, keyId: string): Promise<number> {
      const { rows } = await sql<{ others: number }>`
        select count(*) as others from ${sql.table(column.table)} where ${columnOf(column, "key_id")} <> ${keyId}`.execute(
        database.query(),
      );
      return rows[0]!.others;
    },
  };
}
export type SealedColumnsRepository = ReturnType<typeof createSealedColumnsRepository>;
