import { needOf } from "./cells/person-starts.ts";
import { normalise, type Interval } from "./intervals.ts";
import type { Candidate, JointFreeTimeInput, Participant, Side } from "./joint-search.ts";
import { localDaysIn, type LocalDay } from "./local-days.ts";
import { isCapped } from "./meeting-caps.ts";
import type { CommonReason, Reason, SideReason } from "./ruled-out.ts";

/** From the outermost layer inwards: the further in a candidate fails, the nearer they come. */
const LAYERS = ["no_working_hours", "unknown_calendar", "busy", "cap", "buffer"] as const;
type Layer = (typeof LAYERS)[number];

const covers = (time: readonly Interval[], { start, end }: Interval): boolean =>
  normalise(time).some((stretch) => stretch.start <= start && end <= stretch.end);

const touches = (time: readonly Interval[] | undefined, { start, end }: Interval): boolean =>
  time?.some((taken) => taken.start < taken.end && taken.start < end && start < taken.end) ?? false;

/** The layer at which a person fails, without caps; none when the person is free for the meeting with its buffers. */
function layerOf(person: Participant, meeting: Interval, knownUntil: number): Layer | undefined {
  const { workingTime, busyTime, unknownTime } = person;
  const works = (time: Interval): boolean => !workingTime || covers(workingTime, time);
  if (!works(meeting)) return "no_working_hours";
  if (touches(unknownTime, meeting)) return "unknown_calendar";
  if (touches(busyTime, meeting)) return "busy";
  const need = needOf(person, meeting.end - meeting.start);
  const whole = { start: meeting.start - need.before, end: meeting.start + need.after };
  const isFree = works(whole) && !touches(busyTime, whole) && !touches(unknownTime, whole);
  // A meeting that is itself beyond the horizon is told as that, once and for all.
  const isKnown = meeting.end > knownUntil || whole.end <= knownUntil;
  return isFree && isKnown ? undefined : "buffer";
}

/** A time asked about, and the local day it starts on. */
interface Asked {
  readonly meeting: Interval;
  readonly days: readonly LocalDay[];
  readonly day: number;
  readonly knownUntil: number;
}

function layerOfCandidate(
  candidate: Candidate,
  { meeting, days, day, knownUntil }: Asked,
): Layer | undefined {
  const layer = layerOf(candidate, meeting, knownUntil);
  const isNear = layer === undefined || layer === "buffer";
  return isNear && isCapped(candidate, days, day) ? "cap" : layer;
}

/** What stops a side: the layer of the candidate who comes nearest, none when one is free. */
function sideReason({ side, candidates }: Side, asked: Asked): SideReason | undefined {
  let nearest: Layer = "no_working_hours";
  for (const candidate of candidates) {
    const layer = layerOfCandidate(candidate, asked);
    if (!layer) return undefined;
    if (LAYERS.indexOf(layer) > LAYERS.indexOf(nearest)) nearest = layer;
  }
  return { code: nearest, side };
}

/** What stops the sides. A day on which no side works, and nobody is expected to, is told as such and not by side. */
function sideReasons({ sides }: JointFreeTimeInput, asked: Asked): Reason[] {
  const reasons = sides.flatMap((side) => sideReason(side, asked) ?? []);
  const closed = asked.days[asked.day]!.closed;
  const nobodyWorks = reasons.filter(({ code }) => code === "no_working_hours").length === sides.length;
  return closed && nobodyWorks ? [{ code: closed }] : reasons;
}

/** What stops everybody, or the individual. */
function commonReasons(input: JointFreeTimeInput, { meeting, knownUntil }: Asked): CommonReason[] {
  const { individual, notBefore, deadline = Infinity } = input;
  const found: [boolean, CommonReason["code"]][] = [
    [meeting.start < notBefore, "too_soon"],
    [meeting.end > deadline, "deadline"],
    [meeting.end > knownUntil, "beyond_horizon"],
    [touches(individual.busyTime, meeting), "individual_busy"],
    [!!individual.possibleTime && !covers(individual.possibleTime, meeting), "individual_preference"],
  ];
  return found.flatMap(([applies, code]) => (applies ? [{ code }] : []));
}

/** Whether somebody beside the sides could come to a meeting that starts then, as far as they go themselves. */
export function canTakePart(
  person: Participant,
  { durationMinutes, knownUntil = Infinity }: Pick<JointFreeTimeInput, "durationMinutes" | "knownUntil">,
  startMinute: number,
): boolean {
  const meeting = { start: startMinute, end: startMinute + durationMinutes };
  return layerOf(person, meeting, knownUntil) === undefined;
}

/**
 * Every layer that rules out a meeting at a start, in epoch minutes; none when the search would find it.
 *
 * @throws RangeError for a start off the grid, or a meeting that does not lie in the window: nothing is loaded there.
 */
export function whyNotAt(input: JointFreeTimeInput, startMinute: number): Reason[] {
  const { window, durationMinutes, gridMinutes, participants = [], knownUntil = Infinity } = input;
  const meeting = { start: startMinute, end: startMinute + durationMinutes };
  if (startMinute % gridMinutes !== 0) throw new RangeError("The start is off the grid");
  if (meeting.start < window.from || meeting.end > window.to)
    throw new RangeError("The meeting is outside the window");
  const days = input.days ?? localDaysIn(window);
  const day = days.findIndex(({ start, end }) => start <= startMinute && startMinute < end);
  const asked: Asked = { meeting, days, day, knownUntil };
  return [
    ...commonReasons(input, asked),
    ...sideReasons(input, asked),
    ...participants
      .filter((participant) => layerOf(participant, meeting, knownUntil))
      .map(({ personId }) => ({ code: "participant_unavailable" as const, personId })),
  ];
}
