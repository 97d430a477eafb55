import type { Interval } from "./intervals.ts";
import { instantOfEpochMinute, intersect, intervalOf, normalise, subtract } from "./intervals.ts";
import type { FreeTime, JointFreeTimeInput, Side } from "./joint-free-time.ts";
import type { LocalDate } from "./local-time.ts";
import { addDays, datesBetween, localDateOf, startOfDay, weekdayOf } from "./local-time.ts";
import type { CalendarOptions } from "./swedish-calendar.ts";
import { closedDayOn } from "./swedish-calendar.ts";

/**
 * A layer that rules a day out. It tells which layer, never what is in it: no titles, no times, no persons.
 *
 * - `holiday`: a public holiday or closed eve on which nobody works.
 * - `weekend`: a Saturday or Sunday on which nobody works.
 * - `no_working_hours`: the side has no working hours that day.
 * - `too_soon`: the hours the sides share are over, or begin before the notice is.
 * - `busy`: the side is busy in all the hours the sides share.
 * - `individual_busy`: the individual is busy in all of them.
 * - `no_joint_time`: no layer takes it all, but whenever one is free another is not.
 * - `too_short`: there is time free for all, but not enough of it.
 */
export type EmptyDayReason =
  | { readonly code: "no_working_hours" | "busy"; readonly side: string }
  | { readonly code: "holiday" | "weekend" | "too_soon" | "individual_busy" | "no_joint_time" | "too_short" };

/** A day without any time, and why. */
export interface EmptyDay {
  readonly on: LocalDate;
  readonly reasons: readonly EmptyDayReason[];
}

interface SideLayer {
  readonly side: string;
  readonly working: readonly Interval[];
  readonly free: readonly Interval[];
}

interface Layers {
  readonly sides: readonly SideLayer[];
  readonly individualBusy: readonly Interval[];
  readonly notBefore: number;
  readonly calendar: CalendarOptions;
}

function layerOf({ side, candidates }: Side): SideLayer {
  return {
    side,
    working: normalise(candidates.flatMap(({ workingTime }) => workingTime)),
    free: normalise(
      candidates.flatMap(({ workingTime, busyTime }) =>
        subtract(normalise(workingTime), normalise(busyTime)),
      ),
    ),
  };
}

/** What is left of some time when every side has to be working, or free. */
function sharedBy(
  sides: readonly SideLayer[],
  time: readonly Interval[],
  layer: "working" | "free",
): readonly Interval[] {
  return sides.reduce((shared, side) => intersect(shared, side[layer]), time);
}

/** The layers of busy time that each, alone, leave nothing of the hours shared. */
function busyReasons(common: readonly Interval[], { sides, individualBusy }: Layers): EmptyDayReason[] {
  const busySides = sides.filter(({ free }) => intersect(common, free).length === 0);
  const reasons: EmptyDayReason[] = busySides.map(({ side }) => ({ code: "busy", side }));
  if (subtract(common, individualBusy).length === 0) reasons.push({ code: "individual_busy" });
  return reasons.length > 0 ? reasons : [{ code: "no_joint_time" }];
}

/** From the outermost layer inwards: a layer further in is only named when those outside it leave something. */
function reasonsFor(date: LocalDate, day: readonly Interval[], layers: Layers): EmptyDayReason[] {
  const { sides, individualBusy, notBefore, calendar } = layers;
  const absent = sides.filter(({ working }) => intersect(day, working).length === 0);
  if (absent.length === sides.length && closedDayOn(date, calendar)) return [{ code: "holiday" }];
  if (absent.length === sides.length && weekdayOf(date) > 5) return [{ code: "weekend" }];
  if (absent.length > 0) return absent.map(({ side }) => ({ code: "no_working_hours", side }));
  const shared = sharedBy(sides, day, "working");
  if (shared.length === 0) return [{ code: "no_joint_time" }];
  const common = intersect(shared, [{ start: notBefore, end: Infinity }]);
  if (common.length === 0) return [{ code: "too_soon" }];
  const free = subtract(sharedBy(sides, common, "free"), individualBusy);
  return free.length > 0 ? [{ code: "too_short" }] : busyReasons(common, layers);
}

/** The part of a date that lies in the window. */
function dayWithin(date: LocalDate, { from, to }: JointFreeTimeInput["window"]): readonly Interval[] {
  const day = intervalOf(startOfDay(date), startOfDay(addDays(date, 1)));
  return normalise([{ start: Math.max(day.start, from), end: Math.min(day.end, to) }]);
}

/**
 * Says of every Swedish date in the window on which no time starts which layers ruled it out.
 *
 * @param times what `findJointFreeTimes` found for the same input.
 * @param calendar the options the working time was made with.
 */
export function explainEmptyDays(
  input: JointFreeTimeInput,
  times: readonly FreeTime[],
  calendar: CalendarOptions = {},
): EmptyDay[] {
  const { window, individual, notBefore } = input;
  if (window.from >= window.to) return [];
  const dateOf = (minute: number): LocalDate => localDateOf(instantOfEpochMinute(minute));
  const datesWithTime = new Set(times.map(({ startMinute }) => dateOf(startMinute)));
  const sides = input.sides.map(layerOf);
  const layers = { sides, individualBusy: normalise(individual.busyTime), notBefore, calendar };
  return datesBetween(dateOf(window.from), dateOf(window.to - 1))
    .filter((date) => !datesWithTime.has(date))
    .map((date) => ({ on: date, reasons: reasonsFor(date, dayWithin(date, window), layers) }));
}
