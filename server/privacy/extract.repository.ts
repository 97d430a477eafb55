import { sql } from "kysely";
import type { OrganisationId } from "../people/people.contract.ts";
import type { Database } from "../platform/database/database.ts";
import type { Vault } from "../platform/vault.ts";
import {
  EXTRACT_SECTIONS,
  type ExtractSectionName,
  type ExtractSubject,
} from "./extract-sections.repository.ts";

/** Rows of a section: names and values as they stand in the extract. */
export type ExtractRow = Record<string, unknown>;

/** Reads everything about an individual, decrypted. */
export function createExtractRepository(database: Database, vault: Pick<Vault, "decrypt">) {
  const decrypted = ({ encrypted, keyId, ...row }: ExtractRow): ExtractRow =>
    Buffer.isBuffer(encrypted) ? { ...row, text: vault.decrypt({ encrypted, keyId: String(keyId) }) } : row;
  return {
    /** The individual of a case, and every case of theirs that an agency has. */
    async findSubject(caseId: string, organisationId: OrganisationId): Promise<ExtractSubject | undefined> {
      const rows = await database
        .query()
        .selectFrom("cooperation_case as c")
        .innerJoin("cooperation_case as asked", "asked.individual_id", "c.individual_id")
        .where("asked.id", "=", caseId)
        .where("c.owner_organisation_id", "=", organisationId)
        .select(["c.id", "c.individual_id as individualId"])
        .execute();
      const individualId = rows[0]?.individualId;
      return individualId ? { individualId, organisationId, caseIds: rows.map(({ id }) => id) } : undefined;
    },

    /** Every case of an individual, of whichever agency. */
    async listCases(individualId: string): Promise<string[]> {
      const rows = await database
        .query()
        .selectFrom("cooperation_case")
        .where("individual_id", "=", individualId)
        .select("id")
        .orderBy("id")
        .execute();
      return rows.map(({ id }) => id);
    },

    async readIndividual({ individualId }: ExtractSubject): Promise<ExtractRow> {
      const {
        personnummer_encrypted: encrypted,
        personnummer_key_id: keyId,
        ...row
      } = await database
        .query()
        .selectFrom("individual")
        .where("person_id", "=", individualId)
        .select([
          "name",
          "personnummer_encrypted",
          "personnummer_key_id",
          "birth_year as birthYear",
          "sex",
          "email",
          "phone",
          "address",
          "channel_order as channelOrder",
          "language",
          "protection",
        ])
        .executeTakeFirstOrThrow();
      return { ...row, personnummer: vault.decrypt({ encrypted, keyId }) };
    },

    async readSections(subject: ExtractSubject): Promise<Record<ExtractSectionName, ExtractRow[]>> {
      const sections: [string, ExtractRow[]][] = [];
      for (const [name, { rows }] of Object.entries(EXTRACT_SECTIONS)) {
        const read = await sql<ExtractRow>`${rows(subject)}`.execute(database.query());
        sections.push([name, read.rows.map(decrypted)]);
      }
      return Object.fromEntries(sections) as Record<ExtractSectionName, ExtractRow[]>;
    },
  };
}
export type ExtractRepository = ReturnType<typeof createExtractRepository>;
