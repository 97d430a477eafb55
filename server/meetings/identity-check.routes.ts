import { z } from "zod";
import { Id } from "../http/conventions.contract.ts";
import { createOperations, type Operations } from "../http/operations.ts";
import { CheckIdentity } from "./identity-check.contract.ts";
import type { KeepIdentityCheck } from "./keep-identity-check.ts";
import { MeetingView } from "./meetings.contract.ts";
import { answerWith } from "./meetings.routes.ts";
import type { ReadMeetings } from "./read-meetings.ts";

/** That a handläggare has made sure who somebody without e-ID is, and how. */
export function createIdentityCheckRoutes(useCases: {
  readMeetings: ReadMeetings;
  keepIdentityCheck: KeepIdentityCheck;
}): Operations {
  const operations = createOperations();
  operations.add(
    {
      id: "checkIdentity",
      method: "put",
      path: "/meetings/:meetingId/participants/:participantId/identity-check",
      summary: "Antecknar att en deltagares identitet är kontrollerad utan e-legitimation, och hur.",
      tag: "meetings",
      who: "staff",
      params: z.strictObject({ meetingId: Id, participantId: Id }),
      body: CheckIdentity,
      status: 200,
      answer: MeetingView,
    },
    async (call) => {
      await useCases.keepIdentityCheck(call.actor, { ...call.params, ...call.body });
      return answerWith(useCases, call, call.params.meetingId);
    },
  );
  return operations;
}
