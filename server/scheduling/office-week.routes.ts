import { z } from "zod";
import { TimeRange } from "../calendars/calendars.contract.ts";
import { Id } from "../http/conventions.contract.ts";
import { createOperations, type Operations } from "../http/operations.ts";
import { OfficeWeek } from "./office-week.contract.ts";
import type { ReadOfficeWeek } from "./read-office-week.ts";

/** The people of an office side by side, for who leads it. */
export function createOfficeWeekRoutes({ readOfficeWeek }: { readOfficeWeek: ReadOfficeWeek }): Operations {
  const operations = createOperations();
  operations.add(
    {
      id: "readOfficeWeek",
      method: "get",
      path: "/offices/:officeId/week",
      summary:
        "Kontorets handläggare sida vid sida: arbetstid, möten efter typ, och om de är borta. För den som leder kontoret.",
      tag: "calendar",
      who: "staff",
      params: z.strictObject({ officeId: Id }),
      query: TimeRange,
      status: 200,
      answer: OfficeWeek,
    },
    ({ actor, params, query }) =>
      readOfficeWeek(actor, params.officeId, { startAt: new Date(query.from), endAt: new Date(query.to) }),
  );
  return operations;
}
