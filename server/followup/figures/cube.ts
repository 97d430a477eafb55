import { MONTHS, PERIODS, YEAR } from "./periods.ts";
import { officeNodeId, pathOf, type TreeNode } from "./tree.ts";

/** What was counted at an office in a month. */
export interface OfficeCount {
  readonly month: number;
  readonly officeId: string;
  readonly x: string;
  readonly d: string;
  readonly n: number;
  readonly amount: number;
}

/** A population of a year with everything added up: for each node and period how many, and the sum of what was measured of them. */
export interface Cube {
  /** By node and period: see {@link at}. Asked for rows, since the rules look at millions of cells. */
  n(x: string, d: string): Float64Array;
  amount(x: string, d: string): Float64Array;
}

interface Sums {
  readonly n: Float64Array;
  readonly amount: Float64Array;
}

/** Adds up offices to the nation and months to the year. Offices that are not in the tree of the year are counted in the nation alone. */
export function buildCube(tree: readonly TreeNode[], counts: readonly OfficeCount[]): Cube {
  const indexOf = new Map(tree.map(({ id }, index) => [id, index]));
  const pathIndexes = new Map<string, readonly number[]>();
  const nodesOf = (officeId: string) => {
    const known = pathIndexes.get(officeId);
    if (known) return known;
    const nodes = pathOf(tree, officeNodeId(officeId)).map(({ id }) => indexOf.get(id)!);
    pathIndexes.set(officeId, nodes.length > 0 ? nodes : [0]);
    return pathIndexes.get(officeId)!;
  };
  const all = new Map<string, Sums>();
  for (const { month, officeId, x, d, n, amount } of counts) {
    const key = `${x}|${d}`;
    const sums = all.get(key) ?? emptySums(tree.length);
    all.set(key, sums);
    for (const node of nodesOf(officeId))
      for (const period of [month - 1, MONTHS + Math.floor((month - 1) / 3), YEAR]) {
        sums.n[node * PERIODS + period]! += n;
        sums.amount[node * PERIODS + period]! += amount;
      }
  }
  const nothing = emptySums(tree.length);
  const read = (of: keyof Sums) => (x: string, d: string) => (all.get(`${x}|${d}`) ?? nothing)[of];
  return { n: read("n"), amount: read("amount") };
}

/** Where a node's number of a period stands in a row of a cube. */
export function at(node: number, period: number): number {
  return node * PERIODS + period;
}

function emptySums(nodes: number): Sums {
  return { n: new Float64Array(nodes * PERIODS), amount: new Float64Array(nodes * PERIODS) };
}
