import { createOperations, type Operations } from "../http/operations.ts";
import type { FindJointTimes } from "./find-joint-times.ts";
import { FreeTimes, FreeTimeSearch } from "./free-times.contract.ts";

/** The search for joint free time. */
export function createFreeTimesRoutes({ findJointTimes }: { findJointTimes: FindJointTimes }): Operations {
  const operations = createOperations();
  operations.add(
    {
      id: "searchFreeTimes",
      method: "post",
      path: "/free-time-searches",
      summary:
        "Tider då en från varje myndighet och personen är lediga, och varför de tomma dagarna är tomma.",
      tag: "scheduling",
      who: "staff",
      body: FreeTimeSearch,
      status: 200,
      answer: FreeTimes,
    },
    ({ actor, body }) => findJointTimes(actor, body),
  );
  return operations;
}
