import { z } from "zod";
import { Id } from "../http/conventions.contract.ts";
import { createOperations, type Operations } from "../http/operations.ts";
import type { ChooseTime as ChooseTimeUseCase } from "../invitations/choose-time.ts";
import type { WithdrawOffer } from "./change-meeting.ts";
import { ChooseTime, MeetingView } from "./meetings.contract.ts";
import { answerWith } from "./meetings.routes.ts";
import type { ReadMeetings } from "./read-meetings.ts";

const tag = "meetings";
const params = z.strictObject({ meetingId: Id });

interface UseCases {
  readonly readMeetings: ReadMeetings;
  readonly withdrawOffer: WithdrawOffer;
  readonly chooseTime: ChooseTimeUseCase;
}

/** What ends an offer of several times that are all held: that one is chosen for the person, or that all are taken back. */
export function createOffersRoutes(useCases: UseCases): Operations {
  const operations = createOperations();
  addEnds(operations, useCases);
  return operations;
}

function addEnds(operations: Operations, useCases: UseCases): void {
  operations.add(
    {
      id: "withdrawOffer",
      method: "post",
      path: "/meetings/:meetingId/offer-withdrawals",
      summary: "Tar tillbaka tider som ingen har valt än, och frigör dem.",
      tag,
      who: "staff",
      params,
      ifMatch: true,
      body: z.strictObject({}),
      status: 200,
      answer: MeetingView,
    },
    async (call) => {
      const { meetingId } = call.params;
      await useCases.withdrawOffer(call.actor, { meetingId, revision: call.revision });
      return answerWith(useCases, call, meetingId);
    },
  );
  operations.add(
    {
      id: "recordChoice",
      method: "post",
      path: "/meetings/:meetingId/choices",
      summary: "Antecknar vilken av tiderna som personen har valt på telefon.",
      tag,
      who: "staff",
      params,
      body: ChooseTime,
      status: 200,
      answer: MeetingView,
    },
    async (call) => {
      const { meetingId } = call.params;
      await useCases.chooseTime(call.actor, { meetingId, ...call.body });
      return answerWith(useCases, call, meetingId);
    },
  );
}
