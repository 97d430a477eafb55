import { cellAt, frameOf, isOpen, type CellFrame } from "./cells/five-minute-cells.ts";
import {
  cellsAfter,
  cellsInAll,
  cellsOfIndividual,
  cellsOfParticipant,
  cellsOfSide,
  cellsUntil,
  type SideCells,
} from "./cells/free-cells.ts";
import { jointStartsOf } from "./cells/joint-starts.ts";
import type { FreeTime, JointFreeTimeInput } from "./joint-search.ts";
import { localDaysIn, type LocalDay } from "./local-days.ts";
import type { LocalDate } from "./local-time.ts";
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

/** Layers that are asked about together: party by party, of each party from the outermost inwards. */
type Stage = readonly (readonly Layer[])[];

/**
 * The stages from the outermost inwards. Each is made when it is asked for: most empty days are weekends, holidays or too soon,
 * and of those nobody's calendar needs to be looked at.
 */
function* stagesOf(frame: CellFrame, input: JointFreeTimeInput): Generator<Stage> {
  const { sides, notBefore, deadline = Infinity, knownUntil = Infinity } = input;
  const bySide = sides.map(({ side, candidates }) => ({
    side,
    cells: cellsOfSide(frame, candidates, input),
  }));
  const working = bySide.map(({ side, cells }) => ({ side, left: cells.working() }));
  yield working.map(({ side, left }) => [{ left, reason: { code: "no_working_hours", side } }]);
  const shared = cellsInAll(working.map(({ left }) => left));
  yield [[{ left: shared, reason: { code: "no_joint_time" } }]];
  const afterNotice = cellsAfter(frame, shared, notBefore);
  yield [[{ left: afterNotice, reason: { code: "too_soon" } }]];
  const beforeDeadline = cellsUntil(frame, afterNotice, deadline);
  yield [[{ left: beforeDeadline, reason: { code: "deadline" } }]];
  const common = cellsUntil(frame, beforeDeadline, knownUntil);
  yield [[{ left: common, reason: { code: "beyond_horizon" } }]];
  const parties = partiesOf(frame, input, { bySide, common });
  yield parties;
  const free = cellsInAll(parties.map((layers) => layers.at(-1)!.left));
  yield [[{ left: free, reason: { code: "no_joint_time" } }]];
}

/** What each party's own calendar and rules leave of the time that is common to all. */
function partiesOf(
  frame: CellFrame,
  input: JointFreeTimeInput,
  {
    bySide,
    common,
  }: { readonly bySide: readonly { side: string; cells: SideCells }[]; readonly common: Uint32Array },
): Stage {
  const individual = cellsOfIndividual(frame, input);
  const within = (row: Uint32Array, reason: Reason): Layer => ({ left: cellsInAll([common, row]), reason });
  return [
    ...bySide.map(({ side, cells }) => [
      within(cells.known(), { code: "unknown_calendar", side }),
      within(cells.free(), { code: "busy", side }),
      within(cells.uncapped(), { code: "cap", side }),
    ]),
    [
      within(individual.free, { code: "individual_busy" }),
      within(individual.possible, { code: "individual_preference" }),
    ],
    ...(input.participants ?? []).map((participant) => [
      within(cellsOfParticipant(frame, participant), {
        code: "participant_unavailable",
        personId: participant.personId,
      }),
    ]),
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

/** Why a stage leaves nothing of the day, of each party the outermost layer; none when it leaves something. */
function reasonsIn(stage: Stage, cells: DayCells): Reason[] {
  return stage.flatMap((layers) => layers.find(({ left }) => !hasOpen(left, cells))?.reason ?? []);
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
  const isEmpty = ({ start, end }: LocalDay): boolean =>
    !times.some(({ startMinute }) => startMinute >= start && startMinute < end);
  const empty = (input.days ?? localDaysIn(window, calendar)).filter(isEmpty).map((day) => ({
    day,
    cells: {
      from: cellAt(frame, Math.max(day.start, window.from)),
      to: cellAt(frame, Math.min(day.end, window.to)),
    },
    reasons: [] as readonly Reason[],
  }));
  let unexplained = empty;
  const explain = (reasonsOf: (cells: DayCells) => readonly Reason[]): void => {
    for (const one of unexplained) one.reasons = reasonsOf(one.cells);
    unexplained = unexplained.filter(({ reasons }) => reasons.length === 0);
  };
  for (const stage of stagesOf(frame, input)) {
    if (unexplained.length === 0) break;
    explain((cells) => reasonsIn(stage, cells));
  }
  if (unexplained.length > 0) explain(createTightReasons(input));
  return empty.map(({ day, reasons }) => ({ on: day.on, reasons: toldAsClosed(reasons, day, sides.length) }));
}
