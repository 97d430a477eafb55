import type {
  FigureDefinition,
  FigureSeries,
  FigureValue,
} from "../../../../server/followup/figures/figures.contract.ts";

type Unit = FigureDefinition["unit"];

const numbers = new Intl.NumberFormat("sv-SE");

/** A number with its unit, where the unit is per cent; a word for what isn't shown comes from the locale. */
export function formatNumber(value: number, unit: Unit): string {
  return unit === "percent" ? `${numbers.format(value)} %` : numbers.format(value);
}

/** A column of a table and a bar of a chart: a period and what it was, this year and the year before. */
export interface PeriodValue {
  /** `month.0` … `month.11`, `quarter.0` … `quarter.3`, `year`: a key in the locale. */
  readonly key: string;
  readonly value: FigureValue;
  readonly before: FigureValue;
}

/** The months of a figure where any is shown, otherwise its quarters; what there is more of to see. */
export function shownPeriods(values: FigureSeries, before: FigureSeries): PeriodValue[] {
  const isShown = (value: FigureValue) => typeof value === "number";
  const hasMonths = [...values.months, ...before.months].some(isShown);
  const part = hasMonths ? "months" : "quarters";
  const name = hasMonths ? "month" : "quarter";
  return values[part].map((value, index) => ({
    key: `${name}.${index}`,
    value,
    before: before[part][index]!,
  }));
}
