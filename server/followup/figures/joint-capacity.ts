import { PERIODS, partsOf, MONTHS } from "./periods.ts";
import type { NotedCapacity, PublishedCells } from "./published.repository.ts";
import { officeNodeId, pathOf, type TreeNode, type TreeOffice } from "./tree.ts";

/** Offices of both agencies whose handläggare meet together, and the node that they are of. */
export interface CapacityPool {
  readonly node: string;
  readonly offices: readonly TreeOffice[];
}

/** Each local group with offices of both agencies; and of each län its other offices, if they are of both. Nobody is in two. */
export function poolsOf(tree: readonly TreeNode[], offices: readonly TreeOffice[]): CapacityPool[] {
  const pools = new Map<string, TreeOffice[]>();
  for (const level of ["local_group", "lan"] as const)
    for (const { id } of tree.filter((node) => node.level === level)) {
      const taken = new Set([...pools.values()].flat());
      const beneath = offices.filter(
        (office) =>
          !taken.has(office) && pathOf(tree, officeNodeId(office.id)).some((node) => node.id === id),
      );
      if (new Set(beneath.map(({ organisationId }) => organisationId)).size > 1) pools.set(id, beneath);
    }
  return [...pools].map(([node, members]) => ({ node, offices: members }));
}

/**
 * What is shown of capacity: hours and minutes, added up from pools to the nation. Nobody is counted in it, so nothing is held back; a period
 * with a month that wasn't noted has none.
 */
export function capacityCells(
  tree: readonly TreeNode[],
  noted: readonly NotedCapacity[],
): { node: string; cells: PublishedCells }[] {
  const months = new Map<string, Map<number, number>>();
  for (const { month, node, minutes } of noted)
    for (const { id } of pathOf(tree, node)) {
      const sums = months.get(id) ?? new Map<number, number>();
      months.set(id, sums.set(month, (sums.get(month) ?? 0) + minutes));
    }
  return [...months].map(([node, sums]) => {
    const minutesIn = (period: number): number | null => {
      if (period < MONTHS) return sums.get(period + 1) ?? null;
      return partsOf(period).reduce<number | null>((sum, part) => {
        const minutes = minutesIn(part);
        return sum === null || minutes === null ? null : sum + minutes;
      }, 0);
    };
    const a = Array.from({ length: PERIODS }, (_, period) => minutesIn(period));
    return { node, cells: { "total|total": { n: a.map((each) => each && each / 60), a } } };
  });
}
