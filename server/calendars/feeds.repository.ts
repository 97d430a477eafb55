import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { Period } from "../scheduling/busy-time.ts";
import type { NewFeed } from "./calendars.contract.ts";
import type { FeedMeeting, FeedRecord } from "./feed-record.ts";

/** A feed whose token somebody has, and when anything in its owner's meetings last changed. */
export type FoundFeed = FeedRecord & { readonly meetingsChangedAt: Date | null };

/** Reads and writes feeds, and reads what goes into them. */
export function createFeedsRepository(database: Database) {
  const selectFeeds = (unitOfWork?: UnitOfWork) =>
    database
      .query(unitOfWork)
      .selectFrom("feed as f")
      .select([
        "f.id",
        "f.handlaggare_id as handlaggareId",
        "f.label",
        "f.detail_level as detailLevel",
        "f.created_at as createdAt",
        "f.last_fetched_at as lastFetchedAt",
        "f.last_fetched_by as lastFetchedBy",
        "f.revoked_at as revokedAt",
      ])
      .$castTo<FeedRecord>();

  return {
    async insert(
      feed: NewFeed & { handlaggareId: string; tokenHash: Buffer; at: Date },
      unitOfWork: UnitOfWork,
    ): Promise<FeedRecord> {
      const { id } = await database
        .query(unitOfWork)
        .insertInto("feed")
        .values({
          handlaggare_id: feed.handlaggareId,
          token_hash: feed.tokenHash,
          label: feed.label,
          detail_level: feed.detailLevel,
          created_at: feed.at,
        })
        .returning("id")
        .executeTakeFirstOrThrow();
      return selectFeeds(unitOfWork).where("f.id", "=", id).executeTakeFirstOrThrow();
    },

    /** A handläggare's feeds that still answer, the newest first. */
    list: (handlaggareId: string, oldestRevocation: Date): Promise<FeedRecord[]> =>
      selectFeeds()
        .where("f.handlaggare_id", "=", handlaggareId)
        .where((e) => e.or([e("f.revoked_at", "is", null), e("f.revoked_at", ">", oldestRevocation)]))
        .orderBy("f.created_at", "desc")
        .orderBy("f.id")
        .execute(),

    /** A handläggare's own feed, locked until the unit of work ends. */
    findOwn: (handlaggareId: string, feedId: string, unitOfWork: UnitOfWork) =>
      selectFeeds(unitOfWork)
        .where("f.id", "=", feedId)
        .where("f.handlaggare_id", "=", handlaggareId)
        .forUpdate()
        .executeTakeFirst(),

    revoke: (feedId: string, at: Date, unitOfWork: UnitOfWork) =>
      database
        .query(unitOfWork)
        .updateTable("feed")
        .set({ revoked_at: at })
        .where("id", "=", feedId)
        .execute(),

    /** One query whatever the token is. A feed stops answering when its handläggare leaves. */
    findByToken: (tokenHash: Buffer, oldestRevocation: Date): Promise<FoundFeed | undefined> =>
      selectFeeds()
        .innerJoin("handlaggare as h", "h.person_id", "f.handlaggare_id")
        .where("h.active", "=", true)
        .where("f.token_hash", "=", tokenHash)
        .where((e) => e.or([e("f.revoked_at", "is", null), e("f.revoked_at", ">", oldestRevocation)]))
        .select((e) =>
          e
            .selectFrom("participant as p")
            .innerJoin("meeting as m", "m.id", "p.meeting_id")
            .whereRef("p.person_id", "=", "f.handlaggare_id")
            .select((max) => max.fn.max("m.changed_at").as("changedAt"))
            .as("meetingsChangedAt"),
        )
        .executeTakeFirst(),

    /**
     * The handläggare's meetings in a period that are booked or were held, and each time that is held for them for one
     * that is offered.
     */
    listMeetings: (handlaggareId: string, period: Period): Promise<FeedMeeting[]> =>
      database
        .query()
        .selectFrom("participant as p")
        .innerJoin("meeting as m", "m.id", "p.meeting_id")
        .innerJoin("cooperation_case as c", "c.id", "m.case_id")
        .innerJoin("individual as i", "i.person_id", "c.individual_id")
        .leftJoin("held_time as h", (join) =>
          join
            .onRef("h.meeting_id", "=", "m.id")
            .on("h.state", "=", "held")
            .on("m.status", "in", ["draft", "offered"]),
        )
        .where("p.person_id", "=", handlaggareId)
        .where("p.left_at", "is", null)
        .where("m.status", "in", ["booked", "held", "draft", "offered"])
        .where((e) => e.or([e("p.binding", "=", true), e("m.status", "not in", ["draft", "offered"])]))
        .where((e) => e(e.fn.coalesce("h.ends_at", "m.ends_at"), ">", period.startAt))
        .where((e) => e(e.fn.coalesce("h.starts_at", "m.starts_at"), "<", period.endAt))
        .select((e) => [
          e.fn.coalesce("h.starts_at", "m.starts_at").as("startsAt"),
          e.fn.coalesce("h.ends_at", "m.ends_at").as("endsAt"),
          "h.id as heldTimeId",
          e("m.status", "=", "draft").as("isDraft"),
          "m.id",
          "p.uid",
          "p.sequence",
          "p.binding",
          "m.type",
          "m.reference",
          "m.created_at as createdAt",
          "m.changed_at as changedAt",
          sql<boolean>`i.protection <> 'none'`.as("protected"),
        ])
        .$castTo<FeedMeeting>()
        .execute(),

    recordFetch: (feedId: string, fetch: { at: Date; by: string | null }) =>
      database
        .query()
        .updateTable("feed")
        .set({ last_fetched_at: fetch.at, last_fetched_by: fetch.by })
        .where("id", "=", feedId)
        .execute(),
  };
}
export type FeedsRepository = ReturnType<typeof createFeedsRepository>;
