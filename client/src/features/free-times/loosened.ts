import type { BookMeeting } from "../../../../server/meetings/meetings.contract.ts";

/** The conditions done without, as a search and a booking name them; nothing when all hold. */
export function loosened(shortNotice: boolean): Pick<BookMeeting, "loosen"> {
  return shortNotice ? { loosen: ["notice"] } : {};
}
