import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { DetailLevel, FeedKind } from "./calendars.contract.ts";
import type { FeedRecord, FoundFeed } from "./feed-record.ts";
import { createReadTogether } from "./read-together.ts";

/** A feed to be kept. */
export interface FeedToInsert {
  readonly personId: string;
  readonly kind: FeedKind;
  readonly tokenHash: string;
  readonly label: string;
  readonly detailLevel: DetailLevel;
  /** The link whose page an individual made it on; null for a handläggare's. */
  readonly linkId: string | null;
  readonly at: Date;
  readonly expiresAt: Date;
}

/** When a feed ends or ended; `least` leaves out what is null. */
const endsAt = sql<Date>`least(f.revoked_at, f.expires_at, l.revoked_at)`;

/** Reads and writes feeds: who may fetch what, and who has. */
export function createFeedsRepository(database: Database) {
  const selectFeeds = (unitOfWork?: UnitOfWork) =>
    database
      .query(unitOfWork)
      .selectFrom("feed as f")
      .leftJoin("one_time_link as l", "l.id", "f.link_id")
      .leftJoin("calendar_version as v", "v.person_id", "f.person_id")
      .select((e) => [
        "f.id",
        "f.person_id as personId",
        "l.participant_id as participantId",
        "f.kind",
        "f.label",
        "f.detail_level as detailLevel",
        "f.created_at as createdAt",
        "f.last_fetched_at as lastFetchedAt",
        "f.last_fetched_by as lastFetchedBy",
        "f.last_fetched_version as lastFetchedVersion",
        "f.revoked_at as revokedAt",
        "f.expires_at as expiresAt",
        e.fn.coalesce("v.version", e.lit(0)).as("version"),
      ])
      .$castTo<FeedRecord>();

  const findByHashes = database.prepare(
    "feeds by token",
    selectFeeds()
      .leftJoin("handlaggare as h", "h.person_id", "f.person_id")
      .leftJoin("individual as i", "i.person_id", "f.person_id")
      .where("f.token_hash", "=", sql<Buffer>`any(${[]}::bytea[])`)
      // A feed stops answering when its handläggare leaves.
      .where(sql<boolean>`(h.active or i.person_id is not null)`)
      .select([
        "f.token_hash as tokenHash",
        endsAt.as("endsAt"),
        "v.changed_at as changedAt",
        sql<boolean>`i.person_id is not null`.as("ofIndividual"),
        sql<boolean>`coalesce(i.protection <> 'none', false)`.as("protected"),
      ])
      .$castTo<FoundFeed & { tokenHash: Buffer }>(),
  );

  return {
    async insert(feed: FeedToInsert, unitOfWork: UnitOfWork): Promise<FeedRecord> {
      const { id } = await database
        .query(unitOfWork)
        .insertInto("feed")
        .values({
          person_id: feed.personId,
          kind: feed.kind,
          link_id: feed.linkId,
          token_hash: Buffer.from(feed.tokenHash, "base64url"),
          label: feed.label,
          detail_level: feed.detailLevel,
          created_at: feed.at,
          expires_at: feed.expiresAt,
        })
        .returning("id")
        .executeTakeFirstOrThrow();
      return selectFeeds(unitOfWork).where("f.id", "=", id).executeTakeFirstOrThrow();
    },

    /** A person's feeds that still answer, the newest first. */
    list: (personId: string, oldestEnd: Date): Promise<FeedRecord[]> =>
      selectFeeds()
        .where("f.person_id", "=", personId)
        .where(endsAt, ">", oldestEnd)
        .orderBy("f.created_at", "desc")
        .orderBy("f.id")
        .execute(),

    /** A person's own feed, locked until the unit of work ends. */
    findOwn: (personId: string, feedId: string, unitOfWork: UnitOfWork) =>
      selectFeeds(unitOfWork)
        .where("f.id", "=", feedId)
        .where("f.person_id", "=", personId)
        .forUpdate("f")
        .executeTakeFirst(),

    /** The feed that was made by a participant's link and has not ended. */
    findOpenOf: (participantId: string, at: Date, unitOfWork?: UnitOfWork) =>
      selectFeeds(unitOfWork)
        .where("l.participant_id", "=", participantId)
        .where(endsAt, ">", at)
        .executeTakeFirst(),

    /** The participant's link that works, locked until the unit of work ends, so that no two make a feed by it at once. */
    async lockLinkOf(participantId: string, unitOfWork: UnitOfWork): Promise<string | undefined> {
      const link = await database
        .query(unitOfWork)
        .selectFrom("one_time_link")
        .where("participant_id", "=", participantId)
        .where("revoked_at", "is", null)
        .select("id")
        .forNoKeyUpdate()
        .executeTakeFirst();
      return link?.id;
    },

    revoke: (feedId: string, at: Date, unitOfWork: UnitOfWork) =>
      database
        .query(unitOfWork)
        .updateTable("feed")
        .set({ revoked_at: at })
        .where("id", "=", feedId)
        .execute(),

    /** The feed a token opens: one row read whatever the token is, and all that an unchanged feed costs. */
    findByToken: createReadTogether(async (tokenHashes: readonly string[]) => {
      const found = await findByHashes(tokenHashes.map((hash) => Buffer.from(hash, "base64url")));
      return new Map<string, FoundFeed>(
        found.map(({ tokenHash, ...feed }) => [tokenHash.toString("base64url"), feed]),
      );
    }),

    recordFetch: (feedId: string, fetch: { at: Date; by: string | null; version: number }) =>
      database
        .query()
        .updateTable("feed")
        .set({
          last_fetched_at: fetch.at,
          last_fetched_by: fetch.by,
          last_fetched_version: fetch.version,
        })
        .where("id", "=", feedId)
        .execute(),
  };
}
export type FeedsRepository = ReturnType<typeof createFeedsRepository>;
