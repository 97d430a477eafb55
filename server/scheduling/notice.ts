import type { MeetingTypeCode } from "../meetings/meetings.contract.ts";
import { MEETING_TYPE } from "../meetings/types/registered-types.contract.ts";
import { channelTo, type Reachable } from "../people/channel.ts";
import type { MessageChannel } from "../people/people.contract.ts";
import { localDateOf, startOfDay } from "./local-time.ts";
import { addWorkingDays, type CalendarOptions } from "./swedish-calendar.ts";

/** How long before a meeting a person is to be told of it. */
export interface Notice {
  /** How they are told first, which is what decides. */
  readonly channel: MessageChannel;
  readonly workingDays: number;
  /** What starts before this is at short notice. */
  readonly endsAt: Date;
}

/**
 * The notice a person is to have of a type of meeting, counted in Swedish working days from today, by how they are told; shorter when a meeting is
 * moved than when it is booked.
 */
export function noticeOf(
  type: MeetingTypeCode,
  person: Reachable,
  change: "book" | "move",
  now: Date,
  calendar: CalendarOptions,
): Notice {
  const channel = channelTo(person);
  const workingDays = MEETING_TYPE[type].notice[channel][change];
  return {
    channel,
    workingDays,
    endsAt: startOfDay(addWorkingDays(localDateOf(now), workingDays, calendar)),
  };
}
