import type { Samtid } from "../../server/compose.ts";
import { createApiBrowser, type ApiBrowser } from "./api-browser.ts";

/** The individual of a meeting, in a browser in which they have opened their link. */
export async function openInvitation(samtid: Samtid, origin: string, meetingId: string): Promise<ApiBrowser> {
  const { meetings, links } = samtid.repositories;
  const individual = (await meetings.find(meetingId))?.participants.find(({ role }) => role === "individual");
  const token = individual && (await links.tokenFor(individual.id));
  const browser = createApiBrowser(origin);
  const { status } = await browser.post("/invitation-sessions", { token });
  if (status !== 201) throw new Error(`The link did not open: ${status}`);
  return browser;
}
