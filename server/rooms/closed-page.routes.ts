import { z } from "zod";
import { Id } from "../http/conventions.contract.ts";
import { createOperations, type Operations } from "../http/operations.ts";
import { browserMark } from "../identity/browser-mark.ts";
import type { LeaveRoom } from "./leave-room.ts";
import { ClosedPage } from "./rooms.contract.ts";

/**
 * What a page that is being closed says with its last breath (`navigator.sendBeacon`), for the others not to wait for who has gone.
 * The browser that took the seat is the only one that is heard, by whichever session it has; nobody is told anything.
 */
export function createClosedPageRoutes({ leaveRoom }: { leaveRoom: LeaveRoom }): Operations {
  const operations = createOperations();
  operations.add(
    {
      id: "closeRoomPage",
      method: "post",
      path: "/meetings/:meetingId/seats/:participantId/closing",
      summary: "Säger att sidan med mötesrummet stängs. Platsen hålls så länge att sidan hinner laddas om.",
      tag: "rooms",
      who: "anyone",
      params: z.strictObject({ meetingId: Id, participantId: Id }),
      body: ClosedPage,
      status: 204,
    },
    async ({ params, body, request }) => {
      await leaveRoom({ ...params, ...body }, "close", browserMark(request.session.id));
    },
  );
  return operations;
}
