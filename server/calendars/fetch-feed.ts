import type { Clock } from "../platform/clock.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { FeedKind } from "./calendars.contract.ts";
import { oldestAnsweringEnd, type FoundFeed } from "./feed-record.ts";
import { feedTokenHash } from "./feed-token.ts";
import type { FeedsRepository } from "./feeds.repository.ts";
import type { LoadLimit } from "./load-limit.ts";

/** A fetch of a feed: its secret, and the program that asks, as `clientProduct` gives its name and version. */
export interface Fetch {
  readonly token: string;
  readonly by: string | null;
}

/** Programs that ask more often than this are written down once in it, unless there was something new for them. */
const RECORD_EVERY_MS = 60_000;

/**
 * Finds the feed that a token opens, has its answer made, and keeps when and by which program it was fetched.
 *
 * @throws DomainError `not_found` after the same work for every token that opens nothing; `unavailable` when too many ask at once.
 */
export type FetchFeed = <Answer>(
  kind: FeedKind,
  fetch: Fetch,
  answer: (feed: FoundFeed & { readonly hasEnded: boolean }, now: Date) => Promise<Answer>,
) => Promise<Answer>;

export function createFetchFeed({
  feeds,
  limit,
  clock,
}: {
  feeds: FeedsRepository;
  limit: LoadLimit;
  clock: Clock;
}): FetchFeed {
  return (kind, { token, by }, answer) =>
    limit(async () => {
      const at = clock.now();
      const feed = await feeds.findByToken(feedTokenHash(token));
      if (feed?.kind !== kind || feed.endsAt <= oldestAnsweringEnd(at))
        throw new DomainError("not_found", "Kalendern finns inte.");
      const answered = await answer({ ...feed, hasEnded: feed.endsAt <= at }, at);
      const { version } = feed;
      if (isWorthRecording(feed, { at, by })) await feeds.recordFetch(feed.id, { at, by, version });
      return answered;
    });
}

function isWorthRecording(feed: FoundFeed, { at, by }: { at: Date; by: string | null }): boolean {
  const { lastFetchedAt, lastFetchedBy, lastFetchedVersion, version } = feed;
  if (!lastFetchedAt || lastFetchedVersion !== version || lastFetchedBy !== by) return true;
  return at.getTime() - lastFetchedAt.getTime() >= RECORD_EVERY_MS;
}
