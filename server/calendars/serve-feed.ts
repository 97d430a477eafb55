import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { localDateOf } from "../scheduling/local-time.ts";
import { writeFeed } from "./calendar-writer.ts";
import { entityTag } from "./entity-tag.ts";
import { FEED_NAME } from "./entry-summary.ts";
import { createFeedCache, type Cacheable } from "./feed-cache.ts";
import { feedChangedAt, feedEntries, feedModifiedAt, feedWindow } from "./feed-content.ts";
import type { FeedMeetingsRepository } from "./feed-meetings.repository.ts";
import type { FoundFeed } from "./feed-record.ts";
import type { Fetch, FetchFeed } from "./fetch-feed.ts";

const compress = promisify(gzip);

/** Octets of feeds that are kept written, plain and zipped together: some 20 000 ordinary ones. */
const MOST_KEPT_OCTETS = 64 * 1024 * 1024;
/** What an edition takes besides its text. */
const OVERHEAD_OCTETS = 500;

/** A feed as it is now, with what a client needs to ask whether it has changed. */
export interface ServedFeed {
  readonly content: Buffer;
  /** The same, zipped the first time that somebody asks. */
  zipped(): Promise<Buffer>;
  readonly entityTag: string;
  /** Whole seconds. */
  readonly modifiedAt: Date;
}

/** A feed as it stays until its owner's meetings change, or midnight. */
type Edition = Omit<ServedFeed, "modifiedAt"> & Cacheable & { readonly changedAt: Date };

/**
 * Gives a feed to whoever has its address. One that has ended has no meetings for 30 days, which makes programs drop what they
 * have stored.
 *
 * @throws DomainError as `FetchFeed` does.
 */
export type ServeFeed = (fetch: Fetch) => Promise<ServedFeed>;

export function createServeFeed({
  fetchFeed,
  feedMeetings,
  publicUrl,
}: {
  fetchFeed: FetchFeed;
  feedMeetings: FeedMeetingsRepository;
  /** Without a slash at the end. */
  publicUrl: string;
}): ServeFeed {
  const cache = createFeedCache<Edition>(MOST_KEPT_OCTETS);
  const write = async (feed: FoundFeed & { hasEnded: boolean }, now: Date): Promise<Edition> => {
    const { personId, participantId, hasEnded } = feed;
    const period = feedWindow(now);
    const meetings =
      hasEnded || feed.protected ? [] : await feedMeetings.list({ personId, participantId, period });
    const entries = feedEntries(meetings, feed, publicUrl);
    const content = Buffer.from(writeFeed({ name: FEED_NAME, entries }));
    return {
      ...zippable(content),
      entityTag: entityTag(content),
      changedAt: feedChangedAt(feed, now),
    };
  };
  return (fetch) =>
    fetchFeed("events", fetch, async (feed, now) => {
      const key = `${feed.version} ${localDateOf(now)} ${feed.hasEnded}`;
      const edition = await cache.get(feed.id, key, () => write(feed, now));
      return { ...edition, modifiedAt: feedModifiedAt(edition.changedAt, now) };
    });
}

/** Zipped text takes about a tenth, and is counted as no more than the text itself. */
function zippable(content: Buffer): Pick<Edition, "content" | "zipped" | "octets"> {
  let zipped: Promise<Buffer> | undefined;
  return {
    content,
    zipped: () => (zipped ??= compress(content)),
    octets: 2 * content.length + OVERHEAD_OCTETS,
  };
}
