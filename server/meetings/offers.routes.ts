import { z } from "zod";
import { Id } from "../http/conventions.contract.ts";
import { createOperations, type Operations } from "../http/operations.ts";
import type { ChooseTime as ChooseTimeUseCase } from "../invitations/choose-time.ts";
import { presentNeeded, type AskConfirmation } from "./ask-confirmation.ts";
import type { BookMeetingUseCase } from "./book-meeting.ts";
import type { WithdrawOffer } from "./change-meeting.ts";
import { MeetingPreview } from "./meeting-previews.contract.ts";
import { ChooseTime, MeetingView, OfferMeeting } from "./meetings.contract.ts";
import { answerWith } from "./meetings.routes.ts";
import type { PreviewMeeting } from "./preview-meeting.ts";
import type { ReadMeetings } from "./read-meetings.ts";

const tag = "meetings";
const params = z.strictObject({ meetingId: Id });

interface UseCases {
  readonly readMeetings: ReadMeetings;
  readonly bookMeeting: BookMeetingUseCase;
  readonly previewMeeting: PreviewMeeting;
  readonly askConfirmation: AskConfirmation;
  readonly withdrawOffer: WithdrawOffer;
  readonly chooseTime: ChooseTimeUseCase;
}

/** Offering several times that are all held, until the individual has chosen one. */
export function createOffersRoutes(useCases: UseCases): Operations {
  const operations = createOperations();
  addOffering(operations, useCases);
  addEnds(operations, useCases);
  return operations;
}

function addOffering(operations: Operations, useCases: UseCases): void {
  operations.add(
    {
      id: "previewOffer",
      method: "post",
      path: "/meeting-offer-previews",
      summary: "Vad som skickas till var och en om tiderna erbjuds.",
      tag,
      who: "staff",
      body: OfferMeeting,
      status: 200,
      answer: MeetingPreview,
    },
    async ({ actor, body }) => ({
      ...(await useCases.previewMeeting(actor, body)),
      confirmation: presentNeeded(await useCases.askConfirmation(actor, body)),
    }),
  );
  operations.add(
    {
      id: "offerMeeting",
      method: "post",
      path: "/meeting-offers",
      summary:
        "Reserverar två eller tre tider för alla, tills personen har valt en av dem eller svarstiden är slut.",
      tag,
      who: "staff",
      body: OfferMeeting,
      idempotent: true,
      status: 201,
      answer: MeetingView,
    },
    async (call) => {
      const meetingId = await useCases.bookMeeting(call.actor, call.body, call.idempotencyKey);
      call.response.set("Location", `/api/v1/meetings/${meetingId}`);
      return answerWith(useCases, call, meetingId);
    },
  );
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
