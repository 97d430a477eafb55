import type { Samtid } from "../../server/compose.ts";
import { createApiBrowser, type ApiBrowser } from "./api-browser.ts";

/** The individual of a meeting, or another participant, in a browser in which they have opened their link. */
export async function openInvitation(
  samtid: Samtid,
  origin: string,
  meetingId: string,
  participantId?: string,
): Promise<ApiBrowser> {
  const { meetings, links } = samtid.repositories;
  const invited = (await meetings.find(meetingId))?.participants.find(({ id, role }) =>
    participantId ? id === participantId : role === "individual",
  );
  const token = invited && (await links.tokenFor(invited.id));
  const browser = createApiBrowser(origin);
  const { status } = await browser.post("/invitation-sessions", { token });
  if (status !== 201) throw new Error(`The link did not open: ${status}`);
  return browser;
}
