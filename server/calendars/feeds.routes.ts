import { z } from "zod";
import { Id } from "../http/conventions.contract.ts";
import { createOperations, type Operations } from "../http/operations.ts";
import { CreatedFeed, FeedList, NewFeed } from "./calendars.contract.ts";
import type { CreateFeed } from "./create-feed.ts";
import type { ListFeeds } from "./list-feeds.ts";
import type { RevokeFeed } from "./revoke-feed.ts";

const tag = "feeds";

/** A handläggare's own calendar addresses. What the addresses answer is in `feed-address.routes.ts`. */
export function createFeedsRoutes(useCases: {
  createFeed: CreateFeed;
  listFeeds: ListFeeds;
  revokeFeed: RevokeFeed;
}): Operations {
  const operations = createOperations();
  operations.add(
    {
      id: "listFeeds",
      method: "get",
      path: "/feeds",
      summary: "Egna kalenderadresser, och när de senast hämtades.",
      tag,
      who: "staff",
      status: 200,
      answer: FeedList,
    },
    ({ actor }) => useCases.listFeeds(actor),
  );
  operations.add(
    {
      id: "createFeed",
      method: "post",
      path: "/feeds",
      summary: "Skapar en hemlig kalenderadress. Adressen visas bara i det här svaret.",
      tag,
      who: "staff",
      body: NewFeed,
      status: 201,
      answer: CreatedFeed,
    },
    ({ actor, body }) => useCases.createFeed(actor, body),
  );
  operations.add(
    {
      id: "revokeFeed",
      method: "delete",
      path: "/feeds/:feedId",
      summary: "Stänger en kalenderadress. Den svarar med en tom kalender i 30 dagar och finns sedan inte.",
      tag,
      who: "staff",
      params: z.strictObject({ feedId: Id }),
      status: 204,
    },
    ({ actor, params }) => useCases.revokeFeed.revoke(actor, params.feedId),
  );
  operations.add(
    {
      id: "rotateFeed",
      method: "post",
      path: "/feeds/:feedId/rotations",
      summary: "Byter en kalenderadress mot en ny, som visas bara i det här svaret. Den gamla stängs.",
      tag,
      who: "staff",
      params: z.strictObject({ feedId: Id }),
      status: 201,
      answer: CreatedFeed,
    },
    ({ actor, params }) => useCases.revokeFeed.rotate(actor, params.feedId),
  );
  return operations;
}
