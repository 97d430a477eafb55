import type { Clock } from "../platform/clock.ts";
import { DomainError } from "../platform/domain-error.ts";
import { writeFeed } from "./calendar-writer.ts";
import { entityTag } from "./entity-tag.ts";
import { FEED_NAME } from "./entry-summary.ts";
import { feedEntry, feedModifiedAt, feedWindow } from "./feed-content.ts";
import { oldestAnsweringRevocation } from "./feed-record.ts";
import { feedTokenHash } from "./feed-token.ts";
import type { FeedsRepository } from "./feeds.repository.ts";

/** A feed as it is now, with what a client needs to ask whether it has changed. */
export interface ServedFeed {
  readonly content: string;
  readonly entityTag: string;
  /** Whole seconds. */
  readonly modifiedAt: Date;
}

/**
 * Gives a feed to whoever has its address, and keeps when and by which program it was fetched. A revoked feed is empty
 * for 30 days: that, and a 404, are what makes programs drop what they have stored.
 *
 * @param fetch.by the program's name and version, as `clientProduct` gives it.
 * @throws DomainError `not_found` after the same work for every token that opens nothing.
 */
export type ServeFeed = (fetch: { token: string; by: string | null }) => Promise<ServedFeed>;

export function createServeFeed({
  feeds,
  clock,
  publicUrl,
}: {
  feeds: FeedsRepository;
  clock: Clock;
  /** Without a slash at the end. */
  publicUrl: string;
}): ServeFeed {
  return async ({ token, by }) => {
    const now = clock.now();
    const feed = await feeds.findByToken(feedTokenHash(token), oldestAnsweringRevocation(now));
    if (!feed) throw new DomainError("not_found", "Kalendern finns inte.");
    await feeds.recordFetch(feed.id, { at: now, by });
    const meetings = feed.revokedAt ? [] : await feeds.listMeetings(feed.handlaggareId, feedWindow(now));
    const content = writeFeed({
      name: FEED_NAME,
      entries: meetings.map((meeting) => feedEntry(meeting, feed.detailLevel, publicUrl)),
    });
    return { content, entityTag: entityTag(content), modifiedAt: feedModifiedAt(feed, now) };
  };
}
