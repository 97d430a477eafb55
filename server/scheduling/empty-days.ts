import { cellAt, frameOf, isOpen, type CellFrame } from "./cells/five-minute-cells.ts";
import {
  cellsAfter,
  cellsInAll,
  cellsOfIndividual,
  cellsOfParticipant,
  cellsOfSide,
  cellsUntil,
} from "./cells/free-cells.ts";
import { jointStartsOf } from "./cells/joint-starts.ts";
import { instantOfEpochMinute } from "./intervals.ts";
import type { FreeTime, JointFreeTimeInput } from "./joint-search.ts";
import { localDaysIn, type LocalDay } from "./local-days.ts";
import type { LocalDate } from "./local-time.ts";
import { localDateOf } from "./local-time.ts";
import { hasBuffers, searchWithoutBuffers } from "./loosened-search.ts";
import type { Reason } from "./ruled-out.ts";
import type { CalendarOptions } from "./swedish-calendar.ts";

/** Why a day is empty: see `Reason`. */
export type EmptyDayReason = Reason;

/** A day without any time, and why. */
export interface EmptyDay {
  readonly on: LocalDate;
  readonly reasons: readonly Reason[];
}

/** What is left of time after some rule, and what that rule is called. */
interface Layer {
  readonly left: Uint32Array;
  readonly reason: Reason;
}

/**
 * Layers from the outermost inwards: stage by stage, in each stage party by party, of each party layer by layer. A stage is only
 * asked when those outside it leave something of the day, a party's layer likewise.
 */
type Stages = readonly (readonly (readonly Layer[])[])[];

function layersOf(frame: CellFrame, input: JointFreeTimeInput): Stages {
  const { sides, participants = [], notBefore, deadline = Infinity, knownUntil = Infinity } = input;
  const bySide = sides.map(({ side, candidates }) => ({ side, ...cellsOfSide(frame, candidates, input) }));
  const individual = cellsOfIndividual(frame, input);
  const shared = cellsInAll(bySide.map(({ working }) => working));
  const afterNotice = cellsAfter(frame, shared, notBefore);
  const beforeDeadline = cellsUntil(frame, afterNotice, deadline);
  const common = cellsUntil(frame, beforeDeadline, knownUntil);
  const within = (row: Uint32Array, reason: Reason): Layer => ({ left: cellsInAll([common, row]), reason });
  const parties = [
    ...bySide.map(({ side, known, free, uncapped }) => [
      within(known, { code: "unknown_calendar", side }),
      within(free, { code: "busy", side }),
      within(uncapped, { code: "cap", side }),
    ]),
    [
      within(individual.free, { code: "individual_busy" }),
      within(individual.possible, { code: "individual_preference" }),
    ],
    ...participants.map((participant) => [
      within(cellsOfParticipant(frame, participant), {
        code: "participant_unavailable",
        personId: participant.personId,
      }),
    ]),
  ];
  const free = cellsInAll(parties.map((layers) => layers.at(-1)!.left));
  return [
    bySide.map(({ side, working }) => [{ left: working, reason: { code: "no_working_hours", side } }]),
    [[{ left: shared, reason: { code: "no_joint_time" } }]],
    [[{ left: afterNotice, reason: { code: "too_soon" } }]],
    [[{ left: beforeDeadline, reason: { code: "deadline" } }]],
    [[{ left: common, reason: { code: "beyond_horizon" } }]],
    parties,
    [[{ left: free, reason: { code: "no_joint_time" } }]],
  ];
}

/** Cells of a day, from one up to another. */
interface DayCells {
  readonly from: number;
  readonly to: number;
}

function hasOpen(row: Uint32Array, { from, to }: DayCells): boolean {
  for (let cell = from; cell < to; cell += 1) if (isOpen(row, cell)) return true;
  return false;
}

/** The reasons of the first stage that leaves nothing of the day. */
function reasonsIn(stages: Stages, cells: DayCells): Reason[] {
  for (const parties of stages) {
    const reasons = parties.flatMap(
      (layers) => layers.find(({ left }) => !hasOpen(left, cells))?.reason ?? [],
    );
    if (reasons.length > 0) return reasons;
  }
  return [];
}

/** Those who have buffers, by what their search without them is called and what is told of it. */
function buffered({ sides, participants = [] }: JointFreeTimeInput): { only: string; reason: Reason }[] {
  return [
    ...sides
      .filter(({ candidates }) => candidates.some(hasBuffers))
      .map(({ side }) => ({ only: side, reason: { code: "buffer" as const, side } })),
    ...participants.filter(hasBuffers).map(({ personId }) => ({
      only: personId,
      reason: { code: "participant_unavailable" as const, personId },
    })),
  ];
}

/** When all are free at the same time, and still no meeting fits: whose buffers it would have to do without, if that is why. */
function createTightReasons(input: JointFreeTimeInput): (cells: DayCells) => Reason[] {
  const parties = buffered(input);
  if (parties.length === 0) return () => [{ code: "too_short" }];
  const together = jointStartsOf(searchWithoutBuffers(input)).starts;
  const layers = parties.map(({ only, reason }) => ({
    reason,
    starts: jointStartsOf(searchWithoutBuffers(input, only)).starts,
  }));
  return (cells) => {
    if (!hasOpen(together, cells)) return [{ code: "too_short" }];
    const enough = layers.filter(({ starts }) => hasOpen(starts, cells));
    return (enough.length > 0 ? enough : layers).map(({ reason }) => reason);
  };
}

/** A day on which no side works, and nobody is expected to, is told as such and not by side. */
function toldAsClosed(reasons: readonly Reason[], { closed }: LocalDay, sides: number): readonly Reason[] {
  const nobodyWorks = reasons.filter(({ code }) => code === "no_working_hours").length === sides;
  return closed && nobodyWorks ? [{ code: closed }] : reasons;
}

/**
 * Says of every Swedish date in the window on which no time starts which layers ruled it out.
 *
 * @param times what was found for the same input: all times.
 * @param calendar the options the working time was made with; the search's own days, if it has them, know theirs.
 */
export function explainEmptyDays(
  input: JointFreeTimeInput,
  times: readonly Pick<FreeTime, "startMinute">[],
  calendar: CalendarOptions = {},
): EmptyDay[] {
  const { window, sides } = input;
  if (window.from >= window.to) return [];
  const frame = frameOf(window);
  const stages = layersOf(frame, input);
  const tightReasons = createTightReasons(input);
  const datesWithTime = new Set(
    times.map(({ startMinute }) => localDateOf(instantOfEpochMinute(startMinute))),
  );
  return (input.days ?? localDaysIn(window, calendar))
    .filter(({ on }) => !datesWithTime.has(on))
    .map((day) => {
      const cells = {
        from: cellAt(frame, Math.max(day.start, window.from)),
        to: cellAt(frame, Math.min(day.end, window.to)),
      };
      const reasons = toldAsClosed(reasonsIn(stages, cells), day, sides.length);
      return { on: day.on, reasons: reasons.length > 0 ? reasons : tightReasons(cells) };
    });
}
