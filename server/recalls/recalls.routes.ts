import { z } from "zod";
import { Id } from "../http/conventions.contract.ts";
import { createOperations, type Operations } from "../http/operations.ts";
import { MeetingView } from "../meetings/meetings.contract.ts";
import { answerWith } from "../meetings/meetings.routes.ts";
import type { ReadMeetings } from "../meetings/read-meetings.ts";
import type { KeepIncidents } from "./keep-incidents.ts";
import type { RecallMessageUseCase } from "./recall-message.ts";
import {
  CloseIncident,
  Incident,
  IncidentPage,
  IncidentQuery,
  RecallMessage,
  RenewLink,
} from "./recalls.contract.ts";
import type { RenewLinkUseCase } from "./renew-link.ts";

interface UseCases {
  readonly readMeetings: ReadMeetings;
  readonly recallMessage: RecallMessageUseCase;
  readonly renewLink: RenewLinkUseCase;
  readonly keepIncidents: KeepIncidents;
}

/** What was sent to the wrong person: withdrawing it, sending it to the right one, and the incidents. */
export function createRecallsRoutes(useCases: UseCases): Operations {
  const operations = createOperations();
  addRecalls(operations, useCases);
  addIncidents(operations, useCases);
  return operations;
}

function addRecalls(operations: Operations, useCases: UseCases): void {
  operations.add(
    {
      id: "recallMessage",
      method: "post",
      path: "/meetings/:meetingId/recalls",
      summary:
        "Drar tillbaka det som skickats till fel person. Länken slutar fungera och mottagaren får veta.",
      tag: "recalls",
      who: "staff",
      params: z.strictObject({ meetingId: Id }),
      body: RecallMessage,
      status: 200,
      answer: MeetingView,
    },
    async (call) => {
      const { meetingId } = call.params;
      await useCases.recallMessage(call.actor, meetingId, call.body);
      return answerWith(useCases, call, meetingId);
    },
  );
  operations.add(
    {
      id: "renewLink",
      method: "post",
      path: "/meetings/:meetingId/participants/:participantId/links",
      summary: "Skickar en ny länk till rätt person, efter att den förra har dragits tillbaka.",
      tag: "recalls",
      who: "staff",
      params: z.strictObject({ meetingId: Id, participantId: Id }),
      body: RenewLink,
      status: 200,
      answer: MeetingView,
    },
    async (call) => {
      await useCases.renewLink(call.actor, call.params, call.body);
      return answerWith(useCases, call, call.params.meetingId);
    },
  );
}

function addIncidents(operations: Operations, { keepIncidents }: UseCases): void {
  operations.add(
    {
      id: "listIncidents",
      method: "get",
      path: "/incidents",
      summary: "Det egna kontorets incidenter, de öppna först.",
      tag: "recalls",
      who: "staff",
      query: IncidentQuery,
      status: 200,
      answer: IncidentPage,
    },
    ({ actor, query }) => keepIncidents.list(actor, query),
  );
  operations.add(
    {
      id: "closeIncident",
      method: "post",
      path: "/incidents/:incidentId/closings",
      summary: "Antecknar vad som gjordes och stänger incidenten.",
      tag: "recalls",
      who: "staff",
      params: z.strictObject({ incidentId: Id }),
      body: CloseIncident,
      status: 200,
      answer: Incident,
    },
    ({ actor, params: { incidentId }, body: { note } }) => keepIncidents.close(actor, incidentId, note),
  );
}
