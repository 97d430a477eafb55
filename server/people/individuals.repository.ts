import { sql } from "kysely";
import type { LocalDate } from "../scheduling/local-time.ts";
import type { Database } from "../platform/database/database.ts";

/** Somebody by name and encrypted personnummer. */
export interface SealedIndividual {
  readonly name: string;
  readonly keyId: string;
  readonly encrypted: Buffer;
}

/** Whether the mandate of the row `r` holds. */
const holds = (today: LocalDate) =>
  sql`r.withdrawn_at is null and r.valid_from <= ${today} and coalesce(r.valid_until, ${today}) >= ${today}`;

/** Reads individuals as they are known to themselves. */
export function createIndividualsRepository(database: Database) {
  return {
    /**
     * The individual, or else who answers for one: the mandate they were given last, of those that hold.
     *
     * @param hash the vault's lookup hash of the twelve digits.
     * @param today in Sweden.
     */
    async findByPersonnummer(hash: Buffer, today: LocalDate): Promise<string | undefined> {
      const { rows } = await sql<{ personId: string }>`
        select person_id as "personId" from (
          select person_id, 1 as rank, null::timestamptz as registered_at from individual where personnummer_hash = ${hash}
          union all
          select person_id, 2, registered_at from representative r where personnummer_hash = ${hash} and ${holds(today)}
        ) as known order by rank, registered_at desc limit 1`.execute(database.query());
      return rows[0]?.personId;
    },

    /** Everything that somebody is here: themselves, and in each case who answers for another, by mandates that hold. */
    async listSelves(personId: string, today: LocalDate): Promise<string[]> {
      const { rows } = await sql<{ personId: string }>`
        with own as (
          select personnummer_hash as hash from individual where person_id = ${personId}
          union select personnummer_hash from representative where person_id = ${personId} and personnummer_hash is not null)
        select person_id as "personId" from individual where personnummer_hash in (select hash from own)
        union select person_id from representative r
          where personnummer_hash in (select hash from own) and ${holds(today)}`.execute(database.query());
      return rows.map((row) => row.personId);
    },

    /** What somebody is called. */
    async findName(personId: string): Promise<string | undefined> {
      const { rows } = await sql<{ name: string }>`
        select name from individual where person_id = ${personId}
        union all select name from representative where person_id = ${personId}`.execute(database.query());
      return rows[0]?.name;
    },

    /** Everybody who can have an e-ID here, with the encrypted personnummer: for the development provider, which plays it. */
    async listAll(): Promise<SealedIndividual[]> {
      const { rows } = await sql<SealedIndividual>`
        select name, personnummer_key_id as "keyId", personnummer_encrypted as encrypted
          from individual
        union all
        select distinct on (personnummer_hash) name, personnummer_key_id, personnummer_encrypted
          from representative r where personnummer_hash is not null
          and not exists (select from individual i where i.personnummer_hash = r.personnummer_hash)
        order by 1 limit 200`.execute(database.query());
      return rows;
    },
  };
}
export type IndividualsRepository = ReturnType<typeof createIndividualsRepository>;
