import type { RecordAudit } from "../audit/record-audit.ts";
import type { Actor } from "../identity/actor.ts";
import type { Clock } from "../platform/clock.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { CreatedFeed, FeedKind } from "./calendars.contract.ts";
import { expiryOfFeed, presentFeed } from "./feed-record.ts";
import { feedTokenHash, newFeedToken } from "./feed-token.ts";
import type { FeedsRepository, FeedToInsert } from "./feeds.repository.ts";

/** Makes a new secret address, and says so in the audit trail. The answer is the only place in which the address ever stands. */
export type IssueFeed = (
  actor: Actor,
  feed: Omit<FeedToInsert, "tokenHash" | "at" | "expiresAt">,
  unitOfWork: UnitOfWork,
) => Promise<CreatedFeed>;

const EXTENSION: Record<FeedKind, string> = { events: "ics", "free-busy": "ifb" };

export function createIssueFeed({
  feeds,
  recordAudit,
  clock,
  publicUrl,
}: {
  feeds: FeedsRepository;
  recordAudit: RecordAudit;
  clock: Clock;
  /** Without a slash at the end. */
  publicUrl: string;
}): IssueFeed {
  return async (actor, wanted, unitOfWork) => {
    const token = newFeedToken();
    const at = clock.now();
    const feed = await feeds.insert(
      { ...wanted, tokenHash: feedTokenHash(token), at, expiresAt: expiryOfFeed(at) },
      unitOfWork,
    );
    await recordAudit(actor, { action: "feed:create", objectKind: "feed", objectIds: [feed.id] }, unitOfWork);
    return { ...presentFeed(feed), address: `${publicUrl}/calendar/${token}.${EXTENSION[feed.kind]}` };
  };
}
