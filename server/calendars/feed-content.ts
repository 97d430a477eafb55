import { createHash } from "node:crypto";
import { addDays, localDateOf, startOfDay } from "../scheduling/local-time.ts";
import type { Period } from "../scheduling/busy-time.ts";
import type { CalendarEntry } from "./calendar-entry.ts";
import { feedEntryText, neutralEntryText, NO_MEETINGS } from "./entry-summary.ts";
import type { FeedMeeting, FoundFeed } from "./feed-record.ts";

const DAYS_BACK = 30;
const DAYS_AHEAD = 365;

/** The whole Swedish days a feed holds, today included in neither count: it moves at midnight and at no other time. */
export function feedWindow(now: Date): Period {
  const today = localDateOf(now);
  return {
    startAt: startOfDay(addDays(today, -DAYS_BACK)),
    endAt: startOfDay(addDays(today, DAYS_AHEAD + 1)),
  };
}

const LONG_AGO = new Date("2000-01-01T00:00:00Z");

/** The same in every feed and at every time, so that it tells nothing of whose it is. */
const NOTHING: CalendarEntry = {
  uid: "inga-moten@samtid",
  sequence: 0,
  startsAt: LONG_AGO,
  endsAt: new Date("2000-01-01T00:01:00Z"),
  createdAt: LONG_AGO,
  changedAt: LONG_AGO,
  summary: NO_MEETINGS,
  status: "CONFIRMED",
  transparency: "TRANSPARENT",
};

/**
 * What a feed holds: its meetings or, when there are none, a minute long ago that takes nobody's time. Evolution Data Server
 * keeps the last events it had until a calendar has another, and vdirsyncer asks its owner before it empties one.
 */
export function feedEntries(
  meetings: readonly FeedMeeting[],
  feed: Pick<FoundFeed, "detailLevel" | "ofIndividual">,
  publicUrl: string,
): CalendarEntry[] {
  if (meetings.length === 0) return [NOTHING];
  return meetings.map((meeting) => feedEntry(meeting, feed, publicUrl));
}

/**
 * A meeting, or a time held for one, in its owner's feed. Of a person with protected identity a handläggare's tells that time
 * is taken, no more; an individual's is neutral always.
 */
export function feedEntry(
  meeting: FeedMeeting,
  { detailLevel, ofIndividual }: Pick<FoundFeed, "detailLevel" | "ofIndividual">,
  publicUrl: string,
): CalendarEntry {
  const url = ofIndividual ? `${publicUrl}/svar` : `${publicUrl}/moten/${meeting.id}`;
  const text = ofIndividual
    ? neutralEntryText({ url })
    : feedEntryText({
        detailLevel: meeting.protected ? "busy" : detailLevel,
        meetingType: meeting.type,
        reference: meeting.reference,
        url,
      });
  return {
    uid: entryUid(meeting),
    sequence: meeting.sequence,
    startsAt: meeting.startsAt,
    endsAt: meeting.endsAt,
    createdAt: meeting.createdAt,
    changedAt: meeting.changedAt,
    ...text,
    url,
    status: meeting.heldTimeId || meeting.isDraft ? "TENTATIVE" : "CONFIRMED",
    transparency: meeting.binding ? "OPAQUE" : "TRANSPARENT",
  };
}

/** A held time has an entry and a UID of its own, which tells as little as a random one: both it is made of are random. */
export function entryUid({ uid, heldTimeId }: Pick<FeedMeeting, "uid" | "heldTimeId">): string {
  if (!heldTimeId) return uid;
  return `${createHash("sha256").update(`${uid} ${heldTimeId}`).digest("hex").slice(0, 32)}@samtid`;
}

/** When what a feed holds last changed: by a change that raised its version, by its end, or by the window's move at midnight. */
export function feedChangedAt(feed: Pick<FoundFeed, "createdAt" | "changedAt" | "endsAt">, now: Date): Date {
  const { createdAt, changedAt, endsAt } = feed;
  const changes = [startOfDay(localDateOf(now)), createdAt, changedAt, endsAt <= now ? endsAt : null];
  return new Date(Math.max(...changes.map((at) => at?.getTime() ?? 0)));
}

/**
 * What a feed says of when it last changed, in whole seconds, as HTTP dates are: rounded up, so that a change in the very
 * second of a fetch is seen by the next, but never ahead of the clock (RFC 9110 §8.8.2.1).
 */
export function feedModifiedAt(changedAt: Date, now: Date): Date {
  return new Date(
    Math.min(Math.ceil(changedAt.getTime() / 1_000), Math.floor(now.getTime() / 1_000)) * 1_000,
  );
}
