import { z } from "zod";
import { Id } from "../http/conventions.contract.ts";
import { createOperations, type Operations } from "../http/operations.ts";
import type { ListStandIns } from "./list-stand-ins.ts";
import { MeetingView } from "./meetings.contract.ts";
import { StandInList, StandInQuery, SwapHandlaggare } from "./swaps.contract.ts";
import { answerWith } from "./meetings.routes.ts";
import type { ReadMeetings } from "./read-meetings.ts";
import type { SwapHandlaggareUseCase } from "./swap-handlaggare.ts";

const tag = "meetings";
const params = z.strictObject({ meetingId: Id });

/** A colleague comes instead of a handläggare who can't. */
export function createSwapsRoutes(useCases: {
  readMeetings: ReadMeetings;
  listStandIns: ListStandIns;
  swapHandlaggare: SwapHandlaggareUseCase;
}): Operations {
  const operations = createOperations();
  operations.add(
    {
      id: "listStandIns",
      method: "get",
      path: "/meetings/:meetingId/stand-ins",
      summary: "Kollegor på samma myndighet som är lediga då och kan komma i stället.",
      tag,
      who: "staff",
      params,
      query: StandInQuery,
      status: 200,
      answer: StandInList,
    },
    async ({ actor, params: { meetingId }, query }) => ({
      items: await useCases.listStandIns(actor, { meetingId, ...query }),
    }),
  );
  operations.add(
    {
      id: "swapHandlaggare",
      method: "post",
      path: "/meetings/:meetingId/swaps",
      summary:
        "Byter ut en handläggare. Tiden, länken och personens svar står kvar. Svaret är null för den som byter ut sig själv.",
      tag,
      who: "staff",
      params,
      ifMatch: true,
      body: SwapHandlaggare,
      status: 200,
      answer: MeetingView.nullable(),
    },
    async (call) => {
      const { meetingId } = call.params;
      await useCases.swapHandlaggare(call.actor, { meetingId, revision: call.revision }, call.body);
      const takesPart = await useCases.readMeetings.mayRead(call.actor, meetingId);
      return takesPart ? answerWith(useCases, call, meetingId) : null;
    },
  );
  return operations;
}
