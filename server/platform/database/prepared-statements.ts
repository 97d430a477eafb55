import pg from "pg";

/** Beyond so many, statements are sent as they are: each takes memory in every connection's server process. */
const MOST_STATEMENTS = 400;
/** Lists of any length make statements that are never asked again. */
const MOST_PARAMETERS = 32;

/**
 * A client for a pool whose statements with parameters are prepared on each connection the first time they are asked there: read
 * and planned once, by their name from then on. To plan a query with seven joins takes PostgreSQL ten times as long as to answer it.
 *
 * PostgreSQL itself goes back to planning a statement anew where its plan depends on the parameters.
 */
export function createPreparingClient(): typeof pg.Client {
  const names = new Map<string, string>();
  const nameOf = (text: string, { length }: readonly unknown[]): string | undefined => {
    const known = names.get(text);
    if (known || length === 0 || length > MOST_PARAMETERS || names.size >= MOST_STATEMENTS) return known;
    const name = `s${names.size}`;
    names.set(text, name);
    return name;
  };
  /** A pool makes its clients itself, of a class. */
  class PreparingClient extends pg.Client {
    // pg's many ways to ask are left as they are but for the one that Kysely, BullMQ and pools use: text and values.
    override query(this: pg.Client, ...asked: unknown[]): never {
      const [text, values, ...rest] = asked;
      const name = typeof text === "string" && Array.isArray(values) ? nameOf(text, values) : undefined;
      const question = name ? [{ name, text, values }, ...rest] : asked;
      return Reflect.apply(pg.Client.prototype.query, this, question) as never;
    }
  }
  return PreparingClient;
}
