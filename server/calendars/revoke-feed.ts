import type { RecordAudit } from "../audit/record-audit.ts";
import type { StaffActor } from "../identity/actor.ts";
import type { Clock } from "../platform/clock.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { Transactions } from "../platform/unit-of-work.ts";
import type { FeedsRepository } from "./feeds.repository.ts";

/**
 * Empties a feed for good. Revoking twice is revoking once.
 *
 * @throws DomainError `not_found`, also for somebody else's feed.
 */
export type RevokeFeed = (actor: StaffActor, feedId: string) => Promise<void>;

export function createRevokeFeed({
  feeds,
  transactions,
  recordAudit,
  clock,
}: {
  feeds: FeedsRepository;
  transactions: Transactions;
  recordAudit: RecordAudit;
  clock: Clock;
}): RevokeFeed {
  return (actor, feedId) =>
    transactions.transaction(async (unitOfWork) => {
      const feed = await feeds.findOwn(actor.personId, feedId, unitOfWork);
      if (!feed) throw new DomainError("not_found", "Kalenderadressen finns inte.");
      if (feed.revokedAt) return;
      await feeds.revoke(feedId, clock.now(), unitOfWork);
      await recordAudit(
        actor,
        { action: "feed:revoke", objectKind: "feed", objectIds: [feedId] },
        unitOfWork,
      );
    });
}
