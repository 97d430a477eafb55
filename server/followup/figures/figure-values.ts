import { FIGURES, type Cell, type Figure } from "./figure-formulas.ts";
import type { FigureSeries, FigureValue } from "./figures.contract.ts";
import { lastMonthOf, MONTHS, YEAR } from "./periods.ts";
import { isOfNobody, TOTAL, type PopulationId } from "./populations.ts";
import type { PublishedCells } from "./published.repository.ts";

/** What may be shown at a place in a year, and how many months of it are counted. */
export interface PlaceYear {
  cellsOf(population: PopulationId): PublishedCells | undefined;
  readonly counted: number;
}

/** A cell as it may be shown: how many, and the sum of what was measured. */
export type ShownCell = { readonly n: number; readonly amount: number } | "protected" | "pending" | "none";

/** One cell of one period. */
export function readCell(place: PlaceYear, { population, x }: Cell, d: string, period: number): ShownCell {
  if (lastMonthOf(period) > place.counted) return "pending";
  const row = place.cellsOf(population)?.[`${x}|${d}`];
  const n = row?.n[period] ?? null;
  if (n === null) return isOfNobody(population) ? "none" : "protected";
  return { n, amount: row?.a[period] ?? 0 };
}

/** Whole per cent as the agencies' report gives them: half up, each by itself, so that rows need not add up to 100. */
export function percentOf(part: number, whole: number): FigureValue {
  return whole === 0 ? "none" : Math.round((100 * part) / whole);
}

/** One figure of one period. */
export function valueOf(figure: Figure, place: PlaceYear, period: number, d: string = TOTAL): FigureValue {
  const { formula } = figure;
  const of = addUp(formula.of, place, period, d);
  if (typeof of === "string") return of;
  switch (formula.kind) {
    case "count":
      return of.n;
    case "mean":
      return of.n === 0 ? "none" : Math.round(of.amount / of.n);
    case "stock":
      return Math.round(of.n / monthsIn(period));
    case "load": {
      const among = addUp(formula.among, place, period, d);
      return typeof among === "string" ? among : percentOf(of.amount, among.amount);
    }
    case "share": {
      const among = addUp(formula.among, place, period, d);
      return typeof among === "string" ? among : percentOf(of.n, among.n);
    }
  }
}

/** All periods of a figure. By sex, age and benefit it is told of whole years, so the others are left protected. */
export function seriesOf(figure: Figure, place: PlaceYear, d: string = TOTAL): FigureSeries {
  const value = (period: number) => valueOf(figure, place, period, d);
  return {
    months: Array.from({ length: MONTHS }, (_, month) => value(month)),
    quarters: [12, 13, 14, 15].map(value),
    year: value(YEAR),
  };
}

/** The figure of an id, if there is one. */
export function findFigure(id: string): Figure | undefined {
  return FIGURES.find((figure) => figure.id === id);
}

function addUp(cells: readonly Cell[], place: PlaceYear, period: number, d: string): ShownCell {
  let [n, amount] = [0, 0];
  for (const each of cells) {
    const cell = readCell(place, each, d, period);
    if (typeof cell === "string") return cell;
    n += cell.n;
    amount += each.minutes === undefined ? cell.amount : cell.n * each.minutes;
  }
  return { n, amount };
}

function monthsIn(period: number): number {
  if (period < MONTHS) return 1;
  return period === YEAR ? MONTHS : 3;
}
