import { createOperations, type Operations } from "../http/operations.ts";
import type { FindJointTimes } from "./find-joint-times.ts";
import {
  Capacity,
  CapacityQuery,
  FreeTimes,
  FreeTimeSearch,
  WhyNot,
  WhyNotQuestion,
} from "./free-times.contract.ts";
import type { ReadCapacity } from "./read-capacity.ts";
import type { ReadWhyNot } from "./read-why-not.ts";

/** The search for joint free time, why a time is not free, and how much joint time two offices have. */
export function createFreeTimesRoutes(useCases: {
  findJointTimes: FindJointTimes;
  readWhyNot: ReadWhyNot;
  readCapacity: ReadCapacity;
}): Operations {
  const operations = createOperations();
  const tag = "scheduling";
  operations.add(
    {
      id: "searchFreeTimes",
      method: "post",
      path: "/free-time-searches",
      summary:
        "Tider då en från varje myndighet och personen är lediga, och varför de tomma dagarna är tomma.",
      tag,
      who: "staff",
      body: FreeTimeSearch,
      status: 200,
      answer: FreeTimes,
    },
    ({ actor, body }) => useCases.findJointTimes(actor, body),
  );
  operations.add(
    {
      id: "readWhyNot",
      method: "post",
      path: "/why-not",
      summary: "Varför ett möte inte kan börja en viss tid. Säger aldrig vad någon gör då.",
      tag,
      who: "staff",
      body: WhyNotQuestion,
      status: 200,
      answer: WhyNot,
    },
    ({ actor, body }) => useCases.readWhyNot(actor, body),
  );
  operations.add(
    {
      id: "readCapacity",
      method: "get",
      path: "/capacities",
      summary: "Hur mycket gemensam tid två kontor har, dag för dag.",
      tag,
      who: "staff",
      query: CapacityQuery,
      status: 200,
      answer: Capacity,
    },
    ({ query }) => useCases.readCapacity(query),
  );
  return operations;
}
