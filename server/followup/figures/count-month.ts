import { DomainError } from "../../platform/domain-error.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Transactions, UnitOfWork } from "../../platform/unit-of-work.ts";
import { localDateOf } from "../../scheduling/local-time.ts";
import { at, buildCube, type Cube } from "./cube.ts";
import type { CountUnitsRepository } from "./count-units.repository.ts";
import { capacityCells } from "./joint-capacity.ts";
import { asOfDayOf, MONTHS, PERIODS } from "./periods.ts";
import { isOfNobody, POPULATION_IDS, type PopulationId } from "./populations.ts";
import { protect } from "./protect.ts";
import type { PublishedCells, PublishedRepository } from "./published.repository.ts";
import { buildTree, type TreeNode } from "./tree.ts";

/** Counts months whose time to be registered is over, each once, and writes what may be shown. */
export interface CountMonths {
  /**
   * Counts what is left of a year that is over or under way, as far as its months are closed; for history that has been imported. Doing it again
   * does nothing.
   *
   * @returns how many months were counted.
   * @throws DomainError `wrong_state` when no month of it is closed.
   */
  countYear(year: number): Promise<number>;
  /**
   * Counts the months that have closed since last time. It begins when the first of which Samtid has meetings of its own is closed, with the months of
   * that year before it: until then history of them may be brought in.
   */
  countDue(): Promise<number>;
}

interface Dependencies {
  readonly units: CountUnitsRepository;
  readonly published: PublishedRepository;
  readonly transactions: Transactions;
  readonly clock: Clock;
}

export function createCountMonths(dependencies: Dependencies): CountMonths {
  const { published, clock } = dependencies;
  const closedMonths = (year: number) => {
    const today = localDateOf(clock.now());
    return Array.from({ length: MONTHS }, (_, index) => index + 1).filter(
      (month) => asOfDayOf(year, month) < today,
    );
  };
  return {
    async countYear(year) {
      const closed = closedMonths(year);
      if (closed.length === 0)
        throw new DomainError("wrong_state", "Ingen månad under året är stängd för registrering ännu.");
      return countMonths(dependencies, year, closed);
    },
    async countDue() {
      const first = await published.findFirstMonth();
      if (!first || !closedMonths(first.year).includes(first.month)) return 0;
      let counted = 0;
      for (let { year } = first; closedMonths(year).length > 0; year += 1)
        counted += await countMonths(dependencies, year, closedMonths(year));
      return counted;
    },
  };
}

/** All of a year's months in one transaction, with its row held: two workers count nothing twice. */
function countMonths(
  { units, published, transactions, clock }: Dependencies,
  year: number,
  months: readonly number[],
): Promise<number> {
  return transactions.transaction(async (unitOfWork) => {
    const tree = await beginYear(published, year, unitOfWork);
    const known = await published.listMonths(unitOfWork);
    const left = months.filter((month) => !known.some((each) => each.year === year && each.month === month));
    if (left.length === 0) return 0;
    await units.prepare(unitOfWork);
    for (const month of left) await units.count(year, month, clock.now(), unitOfWork);
    const about = { year, tree, counted: months.length };
    for (const population of POPULATION_IDS)
      await published.replace(
        { year, population },
        await rowsOf(published, population, about, unitOfWork),
        unitOfWork,
      );
    return left.length;
  });
}

async function rowsOf(
  published: PublishedRepository,
  population: PopulationId,
  { year, tree, counted }: { year: number; tree: readonly TreeNode[]; counted: number },
  unitOfWork: UnitOfWork,
) {
  if (isOfNobody(population)) return capacityCells(tree, await published.listCapacity(year, unitOfWork));
  const cube = buildCube(tree, await published.listCounts(year, population, unitOfWork));
  return publishable(population, tree, cube, counted);
}

async function beginYear(published: PublishedRepository, year: number, unitOfWork: UnitOfWork) {
  const offices = await published.listOffices(unitOfWork);
  return published.beginYear(year, buildTree(offices, await published.listGroups(unitOfWork)), unitOfWork);
}

/** What may be shown, node by node. */
export function publishable(
  population: PopulationId,
  tree: readonly TreeNode[],
  cube: Cube,
  counted: number,
): { node: string; cells: PublishedCells }[] {
  const { xs, ds, places, isShown } = protect(population, tree, cube, counted);
  return places.flatMap(({ parts }, place) =>
    parts.map((node) => {
      const cells: Record<string, PublishedCells[string]> = {};
      xs.forEach((xGroup, x) =>
        ds.forEach((dGroup, d) => {
          const shown = Array.from({ length: PERIODS }, (_, period) => isShown(x, d, place, period));
          if (!shown.includes(true)) return;
          for (const xPart of xGroup.parts)
            for (const dPart of dGroup.parts) {
              const row = (of: Float64Array) =>
                shown.map((is, period) => (is ? of[at(node, period)]! : null));
              cells[`${xPart}|${dPart}`] = {
                n: row(cube.n(xPart, dPart)),
                a: row(cube.amount(xPart, dPart)),
              };
            }
        }),
      );
      return { node: tree[node]!.id, cells };
    }),
  );
}
