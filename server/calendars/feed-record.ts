import type { MeetingTypeCode } from "../meetings/meetings.contract.ts";
import type { DetailLevel, Feed, FeedKind } from "./calendars.contract.ts";

const DAY_MS = 86_400_000;
/** For how long a feed answers with an empty calendar when it has ended, which makes programs drop what they have stored. */
const EMPTY_AFTER_END_DAYS = 30;
/** For how long an address works: a program that nobody thinks of any more loses it. */
const LIFETIME_DAYS = 365;

/** A secret calendar address of a handläggare or, neutral, of an individual. */
export interface FeedRecord {
  readonly id: string;
  readonly personId: string;
  /** The participation that an individual's feed is about; null for a handläggare's, who has all of theirs in it. */
  readonly participantId: string | null;
  readonly kind: FeedKind;
  readonly label: string;
  readonly detailLevel: DetailLevel;
  readonly createdAt: Date;
  readonly lastFetchedAt: Date | null;
  /** The program that fetched, by its name and version. */
  readonly lastFetchedBy: string | null;
  /** The owner's calendar version that it fetched. */
  readonly lastFetchedVersion: number | null;
  readonly revokedAt: Date | null;
  readonly expiresAt: Date;
  /** How many changes of the owner's meetings there have been. */
  readonly version: number;
}

/** A feed whose token somebody has. */
export interface FoundFeed extends FeedRecord {
  /** When it ends or ended: by its owner, by its age, or with the link it was made from. */
  readonly endsAt: Date;
  /** When the version last rose; null when it never has. */
  readonly changedAt: Date | null;
  readonly ofIndividual: boolean;
  /** The individual it belongs to has protected identity by now: it tells nothing. */
  readonly protected: boolean;
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

/** Feeds that ended earlier than this don't answer any more. */
export function oldestAnsweringEnd(now: Date): Date {
  return new Date(now.getTime() - EMPTY_AFTER_END_DAYS * DAY_MS);
}

/** When a feed that is made now stops working by itself. */
export function expiryOfFeed(now: Date): Date {
  return new Date(now.getTime() + LIFETIME_DAYS * DAY_MS);
}

/** A feed in its owner's list: everything but the address. */
export function presentFeed(feed: FeedRecord): Feed {
  return {
    id: feed.id,
    kind: feed.kind,
    label: feed.label,
    detailLevel: feed.detailLevel,
    createdAt: feed.createdAt.toISOString(),
    lastFetchedAt: feed.lastFetchedAt?.toISOString() ?? null,
    lastFetchedBy: feed.lastFetchedBy,
    unseenChanges: feed.lastFetchedVersion === null ? null : feed.version - feed.lastFetchedVersion,
    revokedAt: feed.revokedAt?.toISOString() ?? null,
    expiresAt: feed.expiresAt.toISOString(),
  };
}
