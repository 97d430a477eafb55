import type { RecordAudit } from "./audit/record-audit.ts";
import { createCreateFeed } from "./calendars/create-feed.ts";
import { createDownloadMeeting } from "./calendars/download-meeting.ts";
import { createFetchFeed } from "./calendars/fetch-feed.ts";
import { createIssueFeed } from "./calendars/issue-feed.ts";
import { createKeepInvitedFeed } from "./calendars/keep-invited-feed.ts";
import { createListFeeds } from "./calendars/list-feeds.ts";
import { createLoadLimit } from "./calendars/load-limit.ts";
import { createRevokeFeed } from "./calendars/revoke-feed.ts";
import { createServeFeed } from "./calendars/serve-feed.ts";
import { createServeFreeBusy } from "./calendars/serve-free-busy.ts";
import type { createRepositories } from "./compose-repositories.ts";
import type { Clock } from "./platform/clock.ts";
import type { Transactions } from "./platform/unit-of-work.ts";
import type { ReadPersonTime } from "./scheduling/read-person-time.ts";

/** Fetches of feeds that one process has under way at most: several times what its database connections can. */
const MOST_FETCHES_AT_ONCE = 200;

/** What calendar programs fetch or are given. */
export function composeFeeds({
  shared,
  repositories: { feeds, feedMeetings, meetings },
  readPersonTime,
  publicUrl,
}: {
  shared: { recordAudit: RecordAudit; transactions: Transactions; clock: Clock };
  repositories: ReturnType<typeof createRepositories>;
  readPersonTime: ReadPersonTime;
  publicUrl: string;
}) {
  const { clock, transactions } = shared;
  const issueFeed = createIssueFeed({ ...shared, feeds, publicUrl });
  const fetchFeed = createFetchFeed({ feeds, clock, limit: createLoadLimit(MOST_FETCHES_AT_ONCE) });
  return {
    downloadMeeting: createDownloadMeeting({ findMeeting: meetings.find, publicUrl }),
    createFeed: createCreateFeed({ issueFeed, transactions }),
    keepInvitedFeed: createKeepInvitedFeed({ ...shared, feeds, issueFeed, findMeeting: meetings.find }),
    listFeeds: createListFeeds({ feeds, clock }),
    revokeFeed: createRevokeFeed({ ...shared, feeds, issueFeed }),
    serveFeed: createServeFeed({ fetchFeed, feedMeetings, publicUrl }),
    serveFreeBusy: createServeFreeBusy({ fetchFeed, readPersonTime }),
  };
}
