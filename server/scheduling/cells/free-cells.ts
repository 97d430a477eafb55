import type { Interval } from "../intervals.ts";
import type { Candidate, JointFreeTimeInput, Participant } from "../joint-search.ts";
import { withoutBuffers } from "../loosened-search.ts";
import { CELL_MINUTES, closeDuring, type CellFrame, type CellTable } from "./five-minute-cells.ts";
import { keepAnyone, startsOfIndividual, startsOfParticipant, startsOfSide } from "./joint-starts.ts";

/** Cells are free when a meeting of their length fits in them: without buffers, which belong to longer meetings. */
const durationMinutes = CELL_MINUTES;

/** What some candidate of a side has left, layer by layer from the outermost inwards; each is made when it is asked for. */
export interface SideCells {
  working(): Uint32Array;
  known(): Uint32Array;
  free(): Uint32Array;
  uncapped(): Uint32Array;
}

export function cellsOfSide(
  frame: CellFrame,
  candidates: readonly Candidate[],
  { days }: Pick<JointFreeTimeInput, "days">,
): SideCells {
  const people = candidates.map(withoutBuffers);
  const left = (layer: (candidate: Candidate) => Candidate): Uint32Array => {
    const row = new Uint32Array(frame.words).fill(-1);
    keepAnyone(row, startsOfSide(frame, people.map(layer), { durationMinutes, days }));
    return row;
  };
  return {
    working: () => left(({ personId, workingTime }) => ({ personId, workingTime, busyTime: [] })),
    known: () =>
      left(({ personId, workingTime, unknownTime }) => ({
        personId,
        workingTime,
        busyTime: unknownTime ?? [],
      })),
    free: () => left((person) => ({ ...person, capPerDay: undefined, capPerWeek: undefined })),
    uncapped: () => left((person) => person),
  };
}

/** When the individual is in no other meeting, and when they moreover can come. */
export function cellsOfIndividual(frame: CellFrame, input: JointFreeTimeInput) {
  const { busyTime } = input.individual;
  return {
    free: startsOfIndividual(frame, { ...input, individual: { busyTime }, durationMinutes }),
    possible: startsOfIndividual(frame, { ...input, durationMinutes }),
  };
}

/** When another participant is free. */
export function cellsOfParticipant(frame: CellFrame, participant: Participant): Uint32Array {
  return startsOfParticipant(frame, withoutBuffers(participant), { durationMinutes });
}

/** The same cells without those that begin in some time. */
function without(frame: CellFrame, row: Uint32Array, time: Interval): Uint32Array {
  const cut: CellTable = { ...frame, width: 1, cells: row.slice() };
  closeDuring(cut, 0, time);
  return cut.cells;
}

/** The same cells from one epoch minute on. */
export function cellsAfter(frame: CellFrame, row: Uint32Array, from: number): Uint32Array {
  return without(frame, row, { start: frame.startMinute, end: from });
}

/** The same cells up to an epoch minute. */
export function cellsUntil(frame: CellFrame, row: Uint32Array, to: number): Uint32Array {
  return without(frame, row, { start: to - CELL_MINUTES + 1, end: Infinity });
}

/** The cells open in all of some rows. */
export function cellsInAll(rows: readonly Uint32Array[]): Uint32Array {
  return rows.reduce((all, row) => all.map((word, index) => word & row[index]!));
}
