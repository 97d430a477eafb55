import { z } from "zod";
import { Id } from "../http/conventions.contract.ts";
import { createOperations, type Operations } from "../http/operations.ts";
import type { ChangeFurther } from "./change-further.ts";
import { InviteFurther, ReleaseFurther } from "./further.contract.ts";
import { MeetingView } from "./meetings.contract.ts";
import { answerWith } from "./meetings.routes.ts";
import type { ReadMeetings } from "./read-meetings.ts";

const changing = {
  method: "post",
  tag: "meetings",
  who: "staff",
  params: z.strictObject({ meetingId: Id }),
  ifMatch: true,
  status: 200,
  answer: MeetingView,
} as const;

/** Others who come to a booked meeting, or come no more. */
export function createFurtherRoutes(useCases: {
  readMeetings: ReadMeetings;
  changeFurther: ChangeFurther;
}): Operations {
  const { changeFurther } = useCases;
  const operations = createOperations();
  operations.add(
    {
      ...changing,
      id: "inviteFurther",
      path: "/meetings/:meetingId/participants",
      summary: "Bjuder in en deltagare till på ett bokat möte. Bara den får veta.",
      body: InviteFurther,
    },
    async (call) => {
      const { meetingId } = call.params;
      await changeFurther.invite(call.actor, { meetingId, revision: call.revision }, call.body);
      return answerWith(useCases, call, meetingId);
    },
  );
  operations.add(
    {
      ...changing,
      id: "releaseFurther",
      path: "/meetings/:meetingId/participant-releases",
      summary: "Tar bort en deltagare från ett bokat möte. Bara den får veta.",
      body: ReleaseFurther,
    },
    async (call) => {
      const { meetingId } = call.params;
      const { participantId } = call.body;
      await changeFurther.release(call.actor, { meetingId, revision: call.revision }, participantId);
      return answerWith(useCases, call, meetingId);
    },
  );
  return operations;
}
