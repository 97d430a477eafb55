import type { StaffActor } from "../identity/actor.ts";
import type { Clock } from "../platform/clock.ts";
import type { Feed } from "./calendars.contract.ts";
import { oldestAnsweringEnd, presentFeed } from "./feed-record.ts";
import type { FeedsRepository } from "./feeds.repository.ts";

/** A handläggare's own feeds, the newest first; ended ones as long as they answer with an empty calendar. */
export type ListFeeds = (actor: StaffActor) => Promise<{ items: Feed[] }>;

export function createListFeeds({ feeds, clock }: { feeds: FeedsRepository; clock: Clock }): ListFeeds {
  return async ({ personId }) => {
    const found = await feeds.list(personId, oldestAnsweringEnd(clock.now()));
    return { items: found.map(presentFeed) };
  };
}
