import { createOperations, type Operations } from "../http/operations.ts";
import type { BrowserSessions } from "../identity/browser-sessions.routes.ts";
import { InvitationView } from "./invitations.contract.ts";
import { OpenOwnMeeting, OwnMeetings } from "./own-meetings.contract.ts";
import type { ReadInvitation } from "./read-invitation.ts";
import type { ReadOwnMeetings } from "./read-own-meetings.ts";

const tag = "invitations";

/** The individual's own meetings, by e-ID. One that is opened is answered, and entered, as by its link; but more is seen. */
export function createOwnMeetingsRoutes({
  readOwnMeetings,
  readInvitation,
  sessions,
}: {
  readonly readOwnMeetings: ReadOwnMeetings;
  readonly readInvitation: ReadInvitation;
  readonly sessions: Pick<BrowserSessions, "openInvitation">;
}): Operations {
  const operations = createOperations();
  operations.add(
    {
      id: "listOwnMeetings",
      method: "get",
      path: "/own-meetings",
      summary: "Mina möten, för den som har loggat in med e-legitimation.",
      tag,
      who: "individual",
      status: 200,
      answer: OwnMeetings,
    },
    async ({ actor }) => ({ items: await readOwnMeetings.list(actor) }),
  );
  operations.add(
    {
      id: "openOwnMeeting",
      method: "post",
      path: "/own-meetings/openings",
      summary: "Öppnar ett av mina möten, för att läsa mer, svara och delta.",
      tag,
      who: "individual",
      body: OpenOwnMeeting,
      status: 201,
      answer: InvitationView,
    },
    async ({ actor, body, request }) => {
      const opened = await readOwnMeetings.open(actor, body.meetingId);
      await sessions.openInvitation(request, { participantId: opened.participantId, linkId: null });
      return readInvitation.read({ kind: "invited", ...opened, hasEid: true });
    },
  );
  return operations;
}
