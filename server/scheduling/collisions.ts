import { epochMinuteOf, intervalOf, intersect, normalise, subtract, type Interval } from "./intervals.ts";
import type { Period } from "./busy-time.ts";
import type { Collision } from "./working-pattern.contract.ts";

/** A meeting, or a time held for one, that takes somebody's time. */
export type TakenMeeting = Period & Pick<Collision, "meetingId" | "reference" | "type" | "status">;

/** The meetings of which some lies outside open time, or in an absence. Buffers don't count: they are between meetings. */
export function outsideOpenTime<Meeting extends Period>(
  meetings: readonly Meeting[],
  openTime: readonly Interval[],
  absences: readonly Period[],
): Meeting[] {
  const away = normalise(absences.map(({ startAt, endAt }) => intervalOf(startAt, endAt)));
  const open = subtract(normalise(openTime), away);
  return meetings.filter((meeting) => {
    const whole = {
      start: epochMinuteOf(meeting.startAt),
      end: intervalOf(meeting.startAt, meeting.endAt).end,
    };
    const [inside] = intersect(open, [whole]);
    return inside?.start !== whole.start || inside.end !== whole.end;
  });
}
