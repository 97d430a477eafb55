/** The minute long ago that stands in a feed without meetings, as it is written. */
const NOTHING = /BEGIN:VEVENT\r\nUID:inga-moten@samtid\r\n[^]*?END:VEVENT\r\n/;

/**
 * What stands in a feed for meetings: nothing where all it says is that there are none.
 *
 * @throws Error when it says that there are none and holds some, or holds nothing at all: some programs would keep what they had.
 */
export function onlyMeetings(feed: Buffer | string): string {
  const text = feed.toString();
  const rest = text.replace(NOTHING, "");
  if ((rest === text) !== rest.includes("BEGIN:VEVENT"))
    throw new Error(`A feed holds its meetings, or says that there are none:\n${text}`);
  return rest;
}

/** How many meetings a feed holds. */
export function countMeetings(feed: Buffer | string): number {
  return onlyMeetings(feed).split("BEGIN:VEVENT").length - 1;
}
