import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { Language, OrganisationId } from "../people/people.contract.ts";
import type { AgencyTextKey } from "./agency-texts.contract.ts";

/** A version of a text that an agency has written. */
export interface AgencyTextRecord {
  readonly organisationId: OrganisationId;
  readonly key: AgencyTextKey;
  readonly language: Language;
  readonly version: number;
  readonly text: string;
  readonly changedAt: Date;
  readonly changedByName: string;
}

interface NewVersion {
  readonly organisationId: OrganisationId;
  readonly key: AgencyTextKey;
  readonly language: Language;
  readonly text: string;
  /** The version it is written over. */
  readonly seen: number;
  readonly at: Date;
  readonly by: string;
}

/** The texts that agencies have written, all versions of them. */
export function createAgencyTextsRepository(database: Database) {
  const select = (unitOfWork?: UnitOfWork) =>
    database
      .query(unitOfWork)
      .selectFrom("agency_text as a")
      .innerJoin("handlaggare as h", "h.person_id", "a.changed_by")
      .select([
        "a.organisation_id as organisationId",
        "a.key",
        "a.language",
        "a.version",
        "a.text",
        "a.changed_at as changedAt",
        "h.name as changedByName",
      ])
      .$castTo<AgencyTextRecord>();

  return {
    /** The latest version of each. */
    listCurrent: (
      organisationIds: readonly OrganisationId[],
      unitOfWork?: UnitOfWork,
    ): Promise<AgencyTextRecord[]> =>
      organisationIds.length === 0
        ? Promise.resolve([])
        : select(unitOfWork)
            .where("a.organisation_id", "in", [...organisationIds])
            .distinctOn(["a.organisation_id", "a.key", "a.language"])
            .orderBy("a.organisation_id")
            .orderBy("a.key")
            .orderBy("a.language")
            .orderBy("a.version", "desc")
            .execute(),

    /** All versions of one, the latest first. */
    listVersions: (
      organisationId: OrganisationId,
      { key, language }: { key: AgencyTextKey; language: Language },
    ): Promise<AgencyTextRecord[]> =>
      select()
        .where("a.organisation_id", "=", organisationId)
        .where("a.key", "=", key)
        .where("a.language", "=", language)
        .orderBy("a.version", "desc")
        .execute(),

    /** @returns the id of the new version; undefined when somebody has written one over the same. */
    async append(version: NewVersion, unitOfWork: UnitOfWork): Promise<string | undefined> {
      const { organisationId, key, language, text, seen, at, by } = version;
      const { rows } = await sql<{ id: string }>`
        insert into agency_text (organisation_id, key, language, version, text, changed_at, changed_by)
        select ${organisationId}, ${key}, ${language}, ${seen}::integer + 1, ${text}, ${at}, ${by}::uuid
        where ${seen}::integer = (select coalesce(max(version), 0) from agency_text
          where organisation_id = ${organisationId} and key = ${key} and language = ${language})
        on conflict on constraint agency_text_version_once do nothing
        returning id`.execute(database.query(unitOfWork));
      return rows[0]?.id;
    },

    /** The handläggare of an agency who are trusted with its texts. */
    async listEditors(organisationId: OrganisationId): Promise<string[]> {
      const editors = await database
        .query()
        .selectFrom("handlaggare")
        .where("organisation_id", "=", organisationId)
        .where("active", "=", true)
        .where("may_edit_texts", "=", true)
        .select("person_id as personId")
        .execute();
      return editors.map(({ personId }) => personId);
    },
  };
}
export type AgencyTextsRepository = ReturnType<typeof createAgencyTextsRepository>;
