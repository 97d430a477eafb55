import type { MeetingTypeCode } from "../meetings/meetings.contract.ts";
import type { DetailLevel, Feed } from "./calendars.contract.ts";

const DAY_MS = 86_400_000;
/** For how long a revoked feed answers with an empty calendar, which makes programs drop what they have stored. */
const EMPTY_AFTER_REVOCATION_DAYS = 30;

/** A secret calendar address of a handläggare. */
export interface FeedRecord {
  readonly id: string;
  readonly handlaggareId: string;
  readonly label: string;
  readonly detailLevel: DetailLevel;
  readonly createdAt: Date;
  readonly lastFetchedAt: Date | null;
  /** The program that fetched, by its name and version. */
  readonly lastFetchedBy: string | null;
  readonly revokedAt: Date | null;
}

/** A meeting as its owner's feed needs it. */
export interface FeedMeeting {
  readonly id: string;
  /** Given when the time is not the meeting's yet: one of several that are held for it. */
  readonly heldTimeId: string | null;
  /** Whether the other agency has yet to confirm it. */
  readonly isDraft: boolean;
  readonly uid: string;
  readonly sequence: number;
  readonly type: MeetingTypeCode;
  readonly reference: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly createdAt: Date;
  readonly changedAt: Date;
  /** Whether it takes the owner's time; one they are only asked to doesn't. */
  readonly binding: boolean;
  /** The individual's identity is protected: no more than `busy` may be told. */
  readonly protected: boolean;
}

/** Feeds revoked earlier than this don't answer any more. */
export function oldestAnsweringRevocation(now: Date): Date {
  return new Date(now.getTime() - EMPTY_AFTER_REVOCATION_DAYS * DAY_MS);
}

/** A feed in its owner's list: everything but the address. */
export function presentFeed(feed: FeedRecord): Feed {
  return {
    id: feed.id,
    label: feed.label,
    detailLevel: feed.detailLevel,
    createdAt: feed.createdAt.toISOString(),
    lastFetchedAt: feed.lastFetchedAt?.toISOString() ?? null,
    lastFetchedBy: feed.lastFetchedBy,
    revokedAt: feed.revokedAt?.toISOString() ?? null,
  };
}
