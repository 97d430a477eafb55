import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";

/** A node that has not renewed its row for this long is dead, by the database's clock. */
const LEASE = sql`interval '6 seconds'`;

/** Of a node joined as `n`, which may be missing. */
export const isNodeDead = sql<boolean>`(n.id is null or n.renewed_at < clock_timestamp() - ${LEASE})`;

/** The server processes that hold seats: each shows that it lives by renewing its row. */
export function createNodesRepository(database: Database) {
  return {
    /** Says that a node lives. */
    renew: (nodeId: string) =>
      sql`insert into node (id, renewed_at) values (${nodeId}, clock_timestamp())
        on conflict (id) do update set renewed_at = excluded.renewed_at`.execute(database.query()),

    remove: (nodeId: string) => database.query().deleteFrom("node").where("id", "=", nodeId).execute(),

    /** Whether a node's lease has run out: cheap enough to be asked several times a second. */
    async isAnyDead(): Promise<boolean> {
      const { rows } = await sql`select from node as n where ${isNodeDead} limit 1`.execute(database.query());
      return rows.length > 0;
    },

    /** Forgets dead nodes to which no seat leads any more. */
    removeDead: () =>
      sql`delete from node n where ${isNodeDead} and not exists
        (select from seat s where s.node_id = n.id and s.state in ('waiting', 'in_call', 'on_hold'))`.execute(
        database.query(),
      ),
  };
}
export type NodesRepository = ReturnType<typeof createNodesRepository>;
