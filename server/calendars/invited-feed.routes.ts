import { createOperations, type Operations } from "../http/operations.ts";
import { CreatedInvitedFeed, InvitedFeed } from "./calendars.contract.ts";
import type { KeepInvitedFeed } from "./keep-invited-feed.ts";

const tag = "invitations";
const path = "/invitation/calendar-feed";

/** The individual's own calendar address, on the page that a one-time link leads to. */
export function createInvitedFeedRoutes({
  keepInvitedFeed,
}: {
  keepInvitedFeed: KeepInvitedFeed;
}): Operations {
  const operations = createOperations();
  operations.add(
    {
      id: "readInvitedFeed",
      method: "get",
      path,
      summary: "Om man kan ha en kalenderadress för mötet, och om man har någon.",
      tag,
      who: "invited",
      status: 200,
      answer: InvitedFeed,
    },
    ({ actor }) => keepInvitedFeed.read(actor),
  );
  operations.add(
    {
      id: "createInvitedFeed",
      method: "post",
      path,
      summary: "Skapar en hemlig, neutral kalenderadress för mötet. Adressen visas bara i det här svaret.",
      tag,
      who: "invited",
      status: 201,
      answer: CreatedInvitedFeed,
    },
    ({ actor }) => keepInvitedFeed.create(actor),
  );
  operations.add(
    {
      id: "closeInvitedFeed",
      method: "delete",
      path,
      summary: "Stänger kalenderadressen.",
      tag,
      who: "invited",
      status: 204,
    },
    ({ actor }) => keepInvitedFeed.close(actor),
  );
  return operations;
}
