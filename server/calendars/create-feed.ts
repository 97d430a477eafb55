import type { StaffActor } from "../identity/actor.ts";
import type { Transactions } from "../platform/unit-of-work.ts";
import type { CreatedFeed, NewFeed } from "./calendars.contract.ts";
import type { IssueFeed } from "./issue-feed.ts";

/** Makes a secret calendar address for a handläggare's own meetings. The answer is the only time it is told. */
export type CreateFeed = (actor: StaffActor, feed: NewFeed) => Promise<CreatedFeed>;

export function createCreateFeed({
  issueFeed,
  transactions,
}: {
  issueFeed: IssueFeed;
  transactions: Transactions;
}): CreateFeed {
  return (actor, feed) =>
    transactions.transaction((unitOfWork) =>
      issueFeed(actor, { ...feed, personId: actor.personId, linkId: null }, unitOfWork),
    );
}
