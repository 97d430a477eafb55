import type { OrganisationId } from "../people/people.contract.ts";
import {
  cellAt,
  CELL_MINUTES,
  frameOf,
  isOpen,
  minuteOfCell,
  type CellFrame,
} from "./cells/five-minute-cells.ts";
import { startsOfAnyone, startsOfIndividual, startsOfSide } from "./cells/joint-starts.ts";
import type { Reason } from "./free-times.contract.ts";
import type { Candidate, JointFreeTimeInput } from "./joint-search.ts";
import type { LocalDay } from "./local-days.ts";
import type { SearchRules } from "./search-rules.ts";

/** Whether one condition lets a meeting start in a cell, and what is said when it lets none. */
interface Condition {
  readonly reason: Reason;
  allows(cell: number): boolean;
}

/** Conditions that are looked at together; those in layers further in are only named when this leaves something. */
interface Layer {
  readonly conditions: readonly Condition[];
  /** What is said when each of them leaves something, but all of them together nothing. */
  readonly together: readonly Reason[];
}

/** Says why no meeting can start: the outermost layers that rule it out, never what is in anyone's calendar. */
export interface StartExplainer {
  /** Why there is no start on the grid that day. */
  day(day: LocalDay): Reason[];
  /** Why a meeting can't start at an epoch minute; empty when it can. */
  start(minute: number, day: LocalDay): Reason[];
}

/** A candidate with some of the conditions taken away. */
type Strip = (candidate: Candidate) => Candidate;

const worksOnly: Strip = ({ personId, workingTime }) => ({ personId, workingTime, busyTime: [] });
const knownOnly: Strip = ({ personId, workingTime, unknownTime = [] }) => ({
  personId,
  workingTime,
  busyTime: unknownTime,
});
const withoutRules: Strip = ({ personId, workingTime, busyTime, unknownTime = [] }) => ({
  personId,
  workingTime,
  busyTime,
  unknownTime,
});
const withoutCaps: Strip = ({ bufferBeforeMinutes = 0, bufferAfterMinutes = 0, ...candidate }) => ({
  ...withoutRules(candidate),
  bufferBeforeMinutes,
  bufferAfterMinutes,
});

/** Makes the explainer for a search. What it needs of everybody's time is worked out once, and only as far in as is asked. */
export function createStartExplainer(input: JointFreeTimeInput, rules: SearchRules): StartExplainer {
  const frame = frameOf(input.window.from, input.window.to);
  const known: Layer[] = [];
  const making = layersOf(frame, input, rules);
  function* layers(): Generator<Layer> {
    for (let index = 0; ; index += 1) {
      if (index === known.length) {
        const made = making.next();
        if (made.done) return;
        known.push(made.value);
      }
      yield known[index]!;
    }
  }

  function explain(asked: readonly number[], { closed }: LocalDay): Reason[] {
    let left = asked;
    for (const { conditions, together } of layers()) {
      const alone = conditions.filter((condition) => !left.some((cell) => condition.allows(cell)));
      if (closed && alone.length === input.sides.length && alone[0]?.reason.code === "no_working_hours")
        return [{ code: closed }];
      if (alone.length > 0) return distinct(alone.map(({ reason }) => reason));
      left = left.filter((cell) => conditions.every((condition) => condition.allows(cell)));
      if (left.length === 0) return distinct(together);
    }
    return [];
  }

  return {
    day(day) {
      const asked: number[] = [];
      const first = Math.ceil(day.start / input.gridMinutes) * input.gridMinutes;
      for (let minute = first; minute < day.end; minute += input.gridMinutes)
        asked.push(cellAt(frame, minute));
      return explain(asked, day);
    },
    start: (minute, day) => explain([cellAt(frame, minute)], day),
  };
}

function distinct(reasons: readonly Reason[]): Reason[] {
  return [
    ...new Map(reasons.map((reason) => [reason.code + (reason.organisationId ?? ""), reason])).values(),
  ];
}

/** From the outermost layer inwards; each is made when it is asked for. */
function* layersOf(frame: CellFrame, input: JointFreeTimeInput, rules: SearchRules): Generator<Layer> {
  const { durationMinutes } = input;
  const make = conditionsOf(frame, input);
  yield make.between("beyond_horizon", -Infinity, rules.bookableUntil - durationMinutes);
  yield make.between("outside_window", rules.servesFrom, rules.servesUntil - durationMinutes);
  yield makeLayer(make.sides("no_working_hours", worksOnly, CELL_MINUTES), "no_joint_time");
  yield make.between("past", rules.now, Infinity);
  yield make.between("notice", rules.noticeUntil, Infinity);
  yield makeLayer(tooShort(make.sides("no_working_hours", worksOnly, durationMinutes)), "too_short");
  yield makeLayer(make.sides("unknown", knownOnly, durationMinutes), "no_joint_time");
  yield makeLayer(make.busy(CELL_MINUTES), "no_joint_time");
  yield makeLayer(tooShort(make.busy(durationMinutes)), "too_short");
  yield makeLayer(make.sides("buffer", withoutCaps, durationMinutes));
  yield makeLayer(make.sides("cap", (candidate) => candidate, durationMinutes));
  yield makeLayer([make.wishes()]);
}

/** @param together what is said when no condition alone is to blame; every one of them when left out. */
function makeLayer(conditions: readonly Condition[], together?: Reason["code"]): Layer {
  return {
    conditions,
    together: together ? [{ code: together }] : conditions.map(({ reason }) => reason),
  };
}

function tooShort(conditions: readonly Condition[]): Condition[] {
  return conditions.map(({ allows }) => ({ reason: { code: "too_short" }, allows }));
}

function conditionsOf(frame: CellFrame, input: JointFreeTimeInput) {
  const row = (reason: Reason, cells: Uint32Array): Condition => ({
    reason,
    allows: (cell) => isOpen(cells, 0, frame.words, cell),
  });
  const sides = (code: Reason["code"], strip: Strip, durationMinutes: number): Condition[] =>
    input.sides.map(({ side, candidates }) => {
      const starts = startsOfSide(frame, candidates.map(strip), { ...input, durationMinutes });
      return row({ code, organisationId: side as OrganisationId }, startsOfAnyone(frame, starts));
    });
  const individual = (
    code: Reason["code"],
    durationMinutes: number,
    { busyTime, possibleTime } = input.individual,
  ) =>
    row(
      { code },
      startsOfIndividual(frame, {
        ...input,
        individual: possibleTime ? { busyTime, possibleTime } : { busyTime },
        durationMinutes,
      }),
    );
  return {
    sides,
    between: (code: Reason["code"], first: number, last: number): Layer =>
      makeLayer([
        {
          reason: { code },
          allows: (cell) => first <= minuteOfCell(frame, cell) && minuteOfCell(frame, cell) <= last,
        },
      ]),
    busy: (durationMinutes: number) => [
      ...sides("busy", withoutRules, durationMinutes),
      individual("individual_busy", durationMinutes, { busyTime: input.individual.busyTime }),
    ],
    wishes: () => individual("preference", input.durationMinutes),
  };
}
