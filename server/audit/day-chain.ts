import { createHash } from "node:crypto";
import type { LocalDate } from "../scheduling/local-time.ts";

/** A row of the trail with everything that is written in it. `at` is UTC text with microseconds, as the database has it. */
export interface TrailRow {
  readonly id: number;
  readonly at: string;
  readonly actorKind: string;
  readonly actorId: string | null;
  readonly organisationId: string | null;
  readonly action: string;
  readonly objectKind: string;
  readonly objectId: string;
  readonly caseId: string | null;
  readonly relation: string | null;
  readonly why: string | null;
}

/** The digest of one day of the trail, row by row in id order. */
export interface DayChain {
  add(rows: readonly TrailRow[]): void;
  /** How many rows, and SHA-256 of the day before's seal, the day, every row and their number. */
  end(): { readonly rowCount: number; readonly digest: Buffer };
}

/**
 * Begins the chain of a day. Each day hangs on the seal of the day before, also a day without rows, so that neither a row nor
 * a day can be changed, added or taken away without the digest, or that of the day after, becoming another.
 *
 * @param previous the seal of the day before; null for the first day of all.
 */
export function beginDayChain(day: LocalDate, previous: Buffer | null): DayChain {
  const hash = createHash("sha256").update(`${previous?.toString("hex") ?? ""}\n${day}\n`);
  let rowCount = 0;
  return {
    add(rows) {
      for (const row of rows) hash.update(`${lineOf(row)}\n`);
      rowCount += rows.length;
    },
    end: () => ({ rowCount, digest: hash.update(String(rowCount)).digest() }),
  };
}

function lineOf(row: TrailRow): string {
  const { id, at, actorKind, actorId, organisationId, action, objectKind, objectId, caseId, relation, why } =
    row;
  return JSON.stringify([
    id,
    at,
    actorKind,
    actorId,
    organisationId,
    action,
    objectKind,
    objectId,
    caseId,
    relation,
    why,
  ]);
}
