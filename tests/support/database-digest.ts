import { sql } from "kysely";
import type { Samtid } from "../../server/compose.ts";

/** What changes by itself: when a browser was last heard of, and that a server lives. */
const BY_ITSELF = ["session", "node"];

/**
 * A sum of every row of every table, by table: two that are alike mean that nothing was written in between.
 *
 * @param except tables not to look at.
 */
export async function digestOf(
  { database }: Samtid,
  except: readonly string[] = [],
): Promise<Record<string, string>> {
  const query = database.query();
  const { rows: tables } = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = 'public' order by tablename`.execute(query);
  const digest: Record<string, string> = {};
  for (const { name } of tables.filter((table) => ![...BY_ITSELF, ...except].includes(table.name))) {
    const { rows } = await sql<{ digest: string }>`
      select count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)), 0) as digest from ${sql.table(name)} t`.execute(
      query,
    );
    digest[name] = rows[0]!.digest;
  }
  return digest;
}
