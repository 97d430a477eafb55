import { z } from "zod";
import { Id } from "../http/conventions.contract.ts";
import { createOperations, type Operations } from "../http/operations.ts";
import { PickableTimes, PickTime } from "../invitations/invitations.contract.ts";
import type { PickTime as PickTimeUseCase } from "../invitations/pick-time.ts";
import type { ReadPickableTimes } from "../invitations/read-pickable-times.ts";
import { MeetingView } from "./meetings.contract.ts";
import { answerWith } from "./meetings.routes.ts";
import type { ReadMeetings } from "./read-meetings.ts";

const tag = "meetings";
const params = z.strictObject({ meetingId: Id });

interface UseCases {
  readonly readMeetings: ReadMeetings;
  readonly readPickableTimes: ReadPickableTimes;
  readonly pickTime: PickTimeUseCase;
}

/** Picking a time for who may pick any joint free one, and says which on the telephone. */
export function createOpeningsRoutes(useCases: UseCases): Operations {
  const operations = createOperations();
  addSpokenPick(operations, useCases);
  return operations;
}

function addSpokenPick(operations: Operations, useCases: UseCases): void {
  operations.add(
    {
      id: "readPickableTimes",
      method: "get",
      path: "/meetings/:meetingId/times",
      summary: "Tiderna som personen kan välja bland just nu.",
      tag,
      who: "staff",
      params,
      status: 200,
      answer: PickableTimes,
    },
    ({ actor, params: { meetingId } }) => useCases.readPickableTimes(actor, meetingId),
  );
  operations.add(
    {
      id: "recordPick",
      method: "post",
      path: "/meetings/:meetingId/bookings",
      summary: "Bokar den lediga tid som personen har valt på telefon.",
      tag,
      who: "staff",
      params,
      body: PickTime,
      status: 200,
      answer: MeetingView,
    },
    async (call) => {
      const { meetingId } = call.params;
      await useCases.pickTime(call.actor, { meetingId, startAt: new Date(call.body.startAt) });
      return answerWith(useCases, call, meetingId);
    },
  );
}
