import type { Transactions } from "../platform/unit-of-work.ts";
import type { Vault } from "../platform/vault.ts";
import type { SealedColumn, SealedColumnsRepository } from "./sealed-columns.repository.ts";

const AT_ONCE = 200;

/** What became of a column of encrypted values. */
export interface RotatedColumn extends SealedColumn {
  readonly rotated: number;
  /** Under another key still: somebody held them just then. Run again. */
  readonly left: number;
}

/**
 * Encrypts every value anew that is not under the newest key. Some at a time, with the rows locked: who writes meanwhile waits
 * for a moment, a run that is broken off has lost nothing, and another one finds nothing more to do.
 *
 * @throws when a value's key is unknown or the value was tampered with; what was done before stays.
 */
export type RotateKeys = () => Promise<RotatedColumn[]>;

export function createRotateKeys({
  sealedColumns,
  transactions,
  vault,
}: {
  sealedColumns: SealedColumnsRepository;
  transactions: Transactions;
  vault: Vault;
}): RotateKeys {
  const rotateSome = (column: SealedColumn) =>
    transactions.transaction(async (unitOfWork) => {
      const values = await sealedColumns.listOthers(column, vault.newestKeyId, AT_ONCE, unitOfWork);
      for (const value of values)
        await sealedColumns.replace(
          column,
          { place: value.place, ...vault.encrypt(vault.decrypt(value)) },
          unitOfWork,
        );
      return values.length;
    });
  return async () => {
    const done: RotatedColumn[] = [];
    for (const column of await sealedColumns.list()) {
      let rotated = 0;
      for (let some = await rotateSome(column); some > 0; some = await rotateSome(column)) rotated += some;
      done.push({
        ...column,
        rotated,
        left: await sealedColumns.countOthers(column, vault.newestKeyId),
      });
    }
    return done;
  };
}
