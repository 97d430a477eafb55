import { at, type Cube } from "./cube.ts";
import { lastMonthOf, partsOf, YEAR } from "./periods.ts";
import {
  isCounted,
  PERSON_SPLITS,
  POPULATIONS,
  TOTAL,
  type PopulationId,
  type Split,
} from "./populations.ts";
import type { TreeNode } from "./tree.ts";

/** Fewer than this nobody can find out; none at all may be known. */
const FEWEST_KNOWN = 5;

/**
 * Fewer than this are not shown of a month or a quarter. Small months would otherwise now and then leave one between them that can't be
 * shown, and with it the quarter and the year.
 */
const FEWEST_SHOWN = { month: 20, quarter: 10, year: FEWEST_KNOWN } as const;

/** Parts that are shown together or not at all, and which such groups they divide. */
interface Group<Part> {
  readonly parts: readonly Part[];
  readonly parents: readonly number[];
}

/** Which cells of a population may be shown. */
export interface Protection {
  readonly xs: readonly Group<string>[];
  readonly ds: readonly Group<string>[];
  readonly places: readonly Group<number>[];
  /** Whether the cells of a group of each side may be shown for a period. */
  isShown(x: number, d: number, place: number, period: number): boolean;
}

/**
 * Decides what of a population may be shown, so that nobody can find out a cell of one to four, whatever they add and subtract.
 *
 * A division (of a whole into women and men, of a län into offices) is shown only if every part in it is none or at least five, for all
 * the other divisions it is crossed with; otherwise none of it is, and nothing beneath it. Who takes a hidden cell to be one more can then
 * always take one less from its neighbour, and no shown sum changes. Months come one by one and can't be taken back: a quarter or a year is
 * shown only if what is left of it when its shown parts are taken away is none or at least five.
 *
 * @param counted how many months of the year are counted.
 */
export function protect(
  populationId: PopulationId,
  tree: readonly TreeNode[],
  cube: Cube,
  counted: number,
): Protection {
  const xs = groupsOf(POPULATIONS[populationId].splits);
  const ds = groupsOf(PERSON_SPLITS);
  const places = placesOf(tree);
  const decided = new Map<number, boolean>();

  const isOffered = (x: number, d: number, place: number, period: number) =>
    lastMonthOf(period) <= counted &&
    isCounted(populationId, xs[x]!.parts[0]!, ds[d]!.parts[0]!) &&
    // By sex, age and benefit for whole years; of groups and offices, whose months are few, by quarter.
    (d === 0 || period === YEAR) &&
    (period >= FIRST_QUARTER || places[place]!.parts.every((node) => !isSmall(tree[node]!)));

  const every = ({ x, d, place, period }: Box, holds: (n: number) => boolean, less: readonly number[] = []) =>
    xs[x]!.parts.every((xPart) =>
      ds[d]!.parts.every((dPart) => {
        const row = cube.n(xPart, dPart);
        return places[place]!.parts.every((node) => {
          let n = row[at(node, period)]!;
          for (const part of less) n -= row[at(node, part)]!;
          return holds(n);
        });
      }),
    );

  const areParentsShown = ({ x, d, place, period }: Box) =>
    xs[x]!.parents.every((parent) => isShown(parent, d, place, period)) &&
    ds[d]!.parents.every((parent) => isShown(x, parent, place, period)) &&
    places[place]!.parents.every((parent) => isShown(x, d, parent, period));

  /** The greatest shown parts of a period. */
  const shownParts = ({ x, d, place, period }: Box): number[] =>
    partsOf(period).flatMap((part) =>
      isShown(x, d, place, part) ? [part] : shownParts({ x, d, place, period: part }),
    );

  function decide(box: Box): boolean {
    const { x, d, place, period } = box;
    return (
      isOffered(x, d, place, period) &&
      areParentsShown(box) &&
      every(box, isEnough(period)) &&
      every(box, isSafe, shownParts(box))
    );
  }

  function isShown(x: number, d: number, place: number, period: number): boolean {
    const key = ((x * ds.length + d) * places.length + place) * (YEAR + 1) + period;
    const known = decided.get(key);
    if (known !== undefined) return known;
    const shown = decide({ x, d, place, period });
    decided.set(key, shown);
    return shown;
  }
  return { xs, ds, places, isShown };
}

const FIRST_QUARTER = 12;

/** A group of each side, for one period. */
interface Box {
  readonly x: number;
  readonly d: number;
  readonly place: number;
  readonly period: number;
}

const isSafe = (n: number) => n === 0 || n >= FEWEST_KNOWN;

function isEnough(period: number): (n: number) => boolean {
  const fewest =
    period < FIRST_QUARTER ? FEWEST_SHOWN.month : period < YEAR ? FEWEST_SHOWN.quarter : FEWEST_SHOWN.year;
  return (n) => n === 0 || n >= fewest;
}

const isSmall = ({ level }: TreeNode) => level === "local_group" || level === "office";

/** The whole first, then the splits. */
function groupsOf(splits: readonly Split[]): Group<string>[] {
  const all = [{ parts: [TOTAL], parents: [] as readonly string[] }, ...splits];
  return all.map(({ parts, parents }) => ({
    parts,
    parents: all.flatMap((group, index) =>
      group.parts.some((part) => parents.includes(part)) ? [index] : [],
    ),
  }));
}

/** The nation first, then the children of each node that has any. */
function placesOf(tree: readonly TreeNode[]): Group<number>[] {
  const groups: { parts: number[]; parents: number[] }[] = [{ parts: [0], parents: [] }];
  const groupOfNode = new Map([[0, 0]]);
  tree.forEach(({ id }, parent) => {
    const children = tree.flatMap((node, index) => (node.parentId === id ? [index] : []));
    if (children.length === 0) return;
    for (const child of children) groupOfNode.set(child, groups.length);
    groups.push({ parts: children, parents: [groupOfNode.get(parent)!] });
  });
  return groups;
}
