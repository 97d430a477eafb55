import type { RecordAudit } from "../audit/record-audit.ts";
import type { StaffActor } from "../identity/actor.ts";
import type { Clock } from "../platform/clock.ts";
import type { Transactions } from "../platform/unit-of-work.ts";
import type { CreatedFeed, NewFeed } from "./calendars.contract.ts";
import { presentFeed } from "./feed-record.ts";
import { feedTokenHash, newFeedToken } from "./feed-token.ts";
import type { FeedsRepository } from "./feeds.repository.ts";

/** Makes a secret calendar address for a handläggare's own meetings. The answer is the only time it is told. */
export type CreateFeed = (actor: StaffActor, feed: NewFeed) => Promise<CreatedFeed>;

export function createCreateFeed({
  feeds,
  transactions,
  recordAudit,
  clock,
  publicUrl,
}: {
  feeds: FeedsRepository;
  transactions: Transactions;
  recordAudit: RecordAudit;
  clock: Clock;
  /** Without a slash at the end. */
  publicUrl: string;
}): CreateFeed {
  return (actor, { label, detailLevel }) =>
    transactions.transaction(async (unitOfWork) => {
      const token = newFeedToken();
      const feed = await feeds.insert(
        {
          handlaggareId: actor.personId,
          tokenHash: feedTokenHash(token),
          label,
          detailLevel,
          at: clock.now(),
        },
        unitOfWork,
      );
      await recordAudit(
        actor,
        { action: "feed:create", objectKind: "feed", objectIds: [feed.id] },
        unitOfWork,
      );
      return { ...presentFeed(feed), address: `${publicUrl}/calendar/${token}.ics` };
    });
}
