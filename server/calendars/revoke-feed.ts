import type { RecordAudit } from "../audit/record-audit.ts";
import type { StaffActor } from "../identity/actor.ts";
import type { Clock } from "../platform/clock.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { Transactions, UnitOfWork } from "../platform/unit-of-work.ts";
import type { CreatedFeed } from "./calendars.contract.ts";
import type { FeedRecord } from "./feed-record.ts";
import type { FeedsRepository } from "./feeds.repository.ts";
import type { IssueFeed } from "./issue-feed.ts";

/** Ends addresses that have come where they should not be. */
export interface RevokeFeed {
  /**
   * Empties a feed for good. Revoking twice is revoking once.
   *
   * @throws DomainError `not_found`, also for somebody else's feed.
   */
  revoke(actor: StaffActor, feedId: string): Promise<void>;
  /**
   * Gives a feed another address, for another year: the former one is revoked.
   *
   * @throws DomainError `not_found`, also for somebody else's feed; `wrong_state` for one that is revoked.
   */
  rotate(actor: StaffActor, feedId: string): Promise<CreatedFeed>;
}

export function createRevokeFeed({
  feeds,
  issueFeed,
  transactions,
  recordAudit,
  clock,
}: {
  feeds: FeedsRepository;
  issueFeed: IssueFeed;
  transactions: Transactions;
  recordAudit: RecordAudit;
  clock: Clock;
}): RevokeFeed {
  const findOwn = async (actor: StaffActor, feedId: string, unitOfWork: UnitOfWork) => {
    const feed = await feeds.findOwn(actor.personId, feedId, unitOfWork);
    if (!feed) throw new DomainError("not_found", "Kalenderadressen finns inte.");
    return feed;
  };
  const close = async (actor: StaffActor, { id }: FeedRecord, unitOfWork: UnitOfWork) => {
    await feeds.revoke(id, clock.now(), unitOfWork);
    await recordAudit(actor, { action: "feed:revoke", objectKind: "feed", objectIds: [id] }, unitOfWork);
  };
  return {
    revoke: (actor, feedId) =>
      transactions.transaction(async (unitOfWork) => {
        const feed = await findOwn(actor, feedId, unitOfWork);
        if (!feed.revokedAt) await close(actor, feed, unitOfWork);
      }),

    rotate: (actor, feedId) =>
      transactions.transaction(async (unitOfWork) => {
        const feed = await findOwn(actor, feedId, unitOfWork);
        if (feed.revokedAt) throw new DomainError("wrong_state", "Kalenderadressen är stängd.");
        await close(actor, feed, unitOfWork);
        return issueFeed(actor, { ...feed, linkId: null }, unitOfWork);
      }),
  };
}
