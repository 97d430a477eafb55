/** What is kept of a feed: its bytes, and what is worked out of them. */
export interface Cacheable {
  readonly octets: number;
}

/** The newest edition of each feed that was asked for lately. */
export interface FeedCache<Edition extends Cacheable> {
  /**
   * The edition that is kept, or the one that is written now: once, however many ask for it at the same time.
   *
   * @param key names the edition; another key for the same feed replaces it.
   */
  get(feedId: string, key: string, write: () => Promise<Edition>): Promise<Edition>;
}

/**
 * Keeps editions in this process, those asked for last, up to a number of octets. What is lost here costs only being written
 * again: processes need not share it, since the same meetings give the same bytes.
 */
export function createFeedCache<Edition extends Cacheable>(mostOctets: number): FeedCache<Edition> {
  const kept = new Map<string, { key: string; edition: Promise<Edition>; octets: number }>();
  let octets = 0;

  function drop(feedId: string): void {
    octets -= kept.get(feedId)?.octets ?? 0;
    kept.delete(feedId);
  }

  function add(feedId: string, key: string, edition: Promise<Edition>): void {
    const entry = { key, edition, octets: 0 };
    kept.set(feedId, entry);
    edition.then(
      (written) => {
        if (kept.get(feedId) !== entry) return;
        entry.octets = written.octets;
        octets += written.octets;
        for (const oldest of kept.keys()) if (octets > mostOctets) drop(oldest);
      },
      () => kept.get(feedId) === entry && drop(feedId),
    );
  }

  return {
    get(feedId, key, write) {
      const found = kept.get(feedId);
      if (found?.key === key) {
        // A Map keeps the order of insertion: what was asked for last is dropped last.
        kept.delete(feedId);
        kept.set(feedId, found);
        return found.edition;
      }
      drop(feedId);
      const edition = write();
      add(feedId, key, edition);
      return edition;
    },
  };
}
