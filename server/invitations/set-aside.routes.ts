import { z } from "zod";
import { Id } from "../http/conventions.contract.ts";
import { createOperations, type Operations } from "../http/operations.ts";
import type { KeepSetAside } from "./keep-set-aside.ts";
import { SetAsidePage, SetAsideQuery } from "./set-aside.contract.ts";

/** Messages that could not be sent, for an agency's administrators. */
export function createSetAsideRoutes({ keepSetAside }: { keepSetAside: KeepSetAside }): Operations {
  const operations = createOperations();
  operations.add(
    {
      id: "listSetAsideMessages",
      method: "get",
      path: "/set-aside-messages",
      summary:
        "Den egna myndighetens meddelanden som inte har gått att skicka, med felet. För administratörer.",
      tag: "administration",
      who: "staff",
      query: SetAsideQuery,
      status: 200,
      answer: SetAsidePage,
    },
    ({ actor, query }) => keepSetAside.list(actor, query),
  );
  operations.add(
    {
      id: "retryMessage",
      method: "post",
      path: "/set-aside-messages/:messageId/retries",
      summary: "Försöker skicka meddelandet igen. Samma begäran två gånger ger ett försök.",
      tag: "administration",
      who: "staff",
      params: z.strictObject({ messageId: Id }),
      status: 204,
    },
    ({ actor, params: { messageId } }) => keepSetAside.retry(actor, messageId),
  );
  return operations;
}
