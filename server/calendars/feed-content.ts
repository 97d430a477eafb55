import { createHash } from "node:crypto";
import { addDays, localDateOf, startOfDay } from "../scheduling/local-time.ts";
import type { Period } from "../scheduling/busy-time.ts";
import type { CalendarEntry } from "./calendar-entry.ts";
import type { DetailLevel } from "./calendars.contract.ts";
import { feedEntryText } from "./entry-summary.ts";
import type { FeedMeeting } from "./feed-record.ts";

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

/**
 * A meeting, or a time held for one, in its handläggare's feed. Of a person with protected identity it tells that time
 * is taken, no more.
 */
export function feedEntry(meeting: FeedMeeting, detailLevel: DetailLevel, publicUrl: string): CalendarEntry {
  const url = `${publicUrl}/moten/${meeting.id}`;
  const text = feedEntryText({
    detailLevel: meeting.protected ? "busy" : detailLevel,
    meetingType: meeting.type,
    reference: meeting.reference,
    url,
  });
  return {
    uid: uidOf(meeting),
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
function uidOf({ uid, heldTimeId }: FeedMeeting): string {
  if (!heldTimeId) return uid;
  return `${createHash("sha256").update(`${uid} ${heldTimeId}`).digest("hex").slice(0, 32)}@samtid`;
}

/**
 * When what a feed holds last changed: by a change of a meeting, by revocation, or by the window's move at midnight.
 * In whole seconds, as HTTP dates are; rounded up, so that a change in the very second of a fetch is seen by the next,
 * but never ahead of the clock (RFC 9110 §8.8.2.1).
 */
export function feedModifiedAt(
  feed: {
    readonly createdAt: Date;
    readonly revokedAt: Date | null;
    readonly meetingsChangedAt: Date | null;
  },
  now: Date,
): Date {
  const changes = [startOfDay(localDateOf(now)), feed.createdAt, feed.revokedAt, feed.meetingsChangedAt];
  const latest = Math.max(...changes.map((at) => at?.getTime() ?? 0));
  return new Date(Math.min(Math.ceil(latest / 1_000), Math.floor(now.getTime() / 1_000)) * 1_000);
}
