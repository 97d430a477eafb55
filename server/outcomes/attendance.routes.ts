import { z } from "zod";
import { Id } from "../http/conventions.contract.ts";
import { createOperations, type Operations } from "../http/operations.ts";
import { MakeObjection, OwnAttendance } from "./attendance.contract.ts";
import type { OwnAttendances } from "./own-attendance.ts";

const common = {
  tag: "outcomes",
  who: "individual",
  params: z.strictObject({ meetingId: Id }),
  answer: OwnAttendance,
} as const;

/** What was kept of when one was in the room of one's own meeting, and saying that it is wrong. */
export function createAttendanceRoutes({ ownAttendances }: { ownAttendances: OwnAttendances }): Operations {
  const operations = createOperations();
  operations.add(
    {
      ...common,
      id: "readOwnAttendance",
      method: "get",
      path: "/own-meetings/:meetingId/attendance",
      summary: "När jag var i mitt möte, enligt systemet. Till minuten, och bara för mig.",
      status: 200,
    },
    ({ actor, params: { meetingId } }) => ownAttendances.read(actor, meetingId),
  );
  operations.add(
    {
      ...common,
      id: "objectToAttendance",
      method: "post",
      path: "/own-meetings/:meetingId/attendance/objections",
      summary:
        "Säger att uppgiften om när jag var med inte stämmer. De handläggare som är med i mötet ser det.",
      body: MakeObjection,
      status: 201,
    },
    async ({ actor, params: { meetingId }, body }) => {
      await ownAttendances.object(actor, meetingId, body.text);
      return ownAttendances.read(actor, meetingId);
    },
  );
  return operations;
}
