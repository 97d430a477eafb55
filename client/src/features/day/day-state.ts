import type { DayView } from "../../../../server/rooms/day/day.contract.ts";
import { minutesUntil } from "../../time/server-clock.ts";

/** From how long before a meeting it is told of, minutes. */
const TOLD_BEFORE_MINUTES = 15;

type DayMeeting = DayView["meetings"][number];

/** What is told of the meeting that is next. */
export interface NextMeeting {
  readonly meeting: DayMeeting;
  /** Until it begins; zero or less when it has. */
  readonly minutes: number;
  /** What is announced once: that it is soon, and that somebody waits. */
  readonly keys: readonly string[];
}

/**
 * The meeting to tell a handläggare of: the first that begins soon, or has begun without them, or for which somebody waits. One
 * that they are in, or have open, is not told of.
 */
export function nextMeetingOf(
  day: DayView | undefined,
  now: number,
  openMeetingId: string | undefined,
): NextMeeting | undefined {
  const concerns = (day?.meetings ?? []).filter(
    (meeting) => !meeting.isIn && meeting.meetingId !== openMeetingId && Date.parse(meeting.endAt) > now,
  );
  const isWaitedFor = ({ individualWaits, anotherWaits }: DayMeeting) => individualWaits || anotherWaits;
  const meeting =
    concerns.find(isWaitedFor) ??
    concerns.find(({ startAt }) => minutesUntil(startAt, now) <= TOLD_BEFORE_MINUTES);
  if (!meeting) return undefined;
  const minutes = minutesUntil(meeting.startAt, now);
  const keys = [
    ...(minutes <= TOLD_BEFORE_MINUTES ? [`${meeting.meetingId} ${meeting.startAt} soon`] : []),
    ...(isWaitedFor(meeting) ? [`${meeting.meetingId} ${meeting.startAt} waits`] : []),
  ];
  return { meeting, minutes, keys };
}
