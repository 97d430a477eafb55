import type { ZodType } from "zod";
import { createOperations, type Operations } from "../http/operations.ts";
import { presentNeeded, type AskConfirmation } from "./ask-confirmation.ts";
import type { BookMeetingUseCase } from "./book-meeting.ts";
import { MeetingPreview } from "./meeting-previews.contract.ts";
import {
  BookMeeting,
  MeetingView,
  OfferMeeting,
  OpenMeeting,
  type NewMeetingCommand,
} from "./meetings.contract.ts";
import { answerWith } from "./meetings.routes.ts";
import type { PreviewMeeting } from "./preview-meeting.ts";
import type { ReadMeetings } from "./read-meetings.ts";

interface UseCases {
  readonly readMeetings: ReadMeetings;
  readonly bookMeeting: BookMeetingUseCase;
  readonly previewMeeting: PreviewMeeting;
  readonly askConfirmation: AskConfirmation;
}

/** A way to a time: what is asked for, and the operations that show what will be sent and that do it. */
interface Way {
  readonly body: ZodType<NewMeetingCommand | OpenMeeting>;
  readonly preview: Described;
  readonly begin: Described;
}

interface Described {
  readonly id: string;
  readonly path: string;
  readonly summary: string;
}

const WAYS: readonly Way[] = [
  {
    body: BookMeeting,
    preview: {
      id: "previewMeeting",
      path: "/meeting-previews",
      summary: "Vad som skickas till var och en om mötet bokas.",
    },
    begin: {
      id: "bookMeeting",
      path: "/meetings",
      summary: "Bokar ett möte. Idempotency-Key gör att samma begäran två gånger ger ett möte.",
    },
  },
  {
    body: OfferMeeting,
    preview: {
      id: "previewOffer",
      path: "/meeting-offer-previews",
      summary: "Vad som skickas till var och en om tiderna erbjuds.",
    },
    begin: {
      id: "offerMeeting",
      path: "/meeting-offers",
      summary:
        "Reserverar två eller tre tider för alla, tills personen har valt en av dem eller svarstiden är slut.",
    },
  },
  {
    body: OpenMeeting,
    preview: {
      id: "previewOpening",
      path: "/meeting-opening-previews",
      summary: "Vad som skickas till var och en om personen får välja tid själv.",
    },
    begin: {
      id: "openMeeting",
      path: "/meeting-openings",
      summary:
        "Låter personen välja vilken gemensam ledig tid som helst under en period. Nekas när det inte finns någon.",
    },
  },
];

/** Three ways to a time: one is booked, two or three are held to choose among, or the individual picks any joint free time. */
export function createBeginMeetingRoutes(useCases: UseCases): Operations {
  const operations = createOperations();
  for (const way of WAYS) addWay(operations, useCases, way);
  return operations;
}

function addWay(operations: Operations, useCases: UseCases, { body, preview, begin }: Way): void {
  operations.add(
    { ...preview, method: "post", tag: "meetings", who: "staff", body, status: 200, answer: MeetingPreview },
    async (call) => ({
      ...(await useCases.previewMeeting(call.actor, call.body)),
      confirmation: presentNeeded(await useCases.askConfirmation(call.actor, call.body)),
    }),
  );
  operations.add(
    {
      ...begin,
      method: "post",
      tag: "meetings",
      who: "staff",
      body,
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
