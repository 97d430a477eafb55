import definitions from "./definitions.sv.json" with { type: "json" };
import { FIGURES, isByPerson } from "./figure-formulas.ts";
import type { FigureDefinition, FigureDetail, FigureRow, FigureValue } from "./figures.contract.ts";
import texts from "./exports.sv.json" with { type: "json" };

/** A value in a file: which, of what, where, when. */
export interface ExportRow {
  readonly figureId: string;
  readonly name: string;
  readonly unit: string;
  readonly place: string;
  readonly division: string;
  /** `2020`, `2020-K1` or `2020-01`. */
  readonly period: string;
  readonly value: number | null;
  /** Why there is no value. */
  readonly note: string;
  readonly asOf: string;
}

/** Every figure with its name, definition and source. */
export const DEFINITIONS: readonly FigureDefinition[] = FIGURES.map((figure) => {
  const { name, definition, source } = definitions[figure.id as keyof typeof definitions];
  return {
    id: figure.id,
    group: figure.group,
    unit: figure.unit,
    name,
    definition,
    source: texts.sources[source as keyof typeof texts.sources],
    byPerson: isByPerson(figure),
  };
});

/** A figure at its places and by its parts, a row for each period that it is told of. */
export function exportRowsOf({ figureId, year, asOf, place, rows }: FigureDetail): ExportRow[] {
  const { name, unit } = DEFINITIONS.find(({ id }) => id === figureId)!;
  return rows.flatMap((row) =>
    periodsOf(row, year).map(([period, value]) => ({
      figureId,
      name,
      unit: texts.units[unit],
      place: row.kind === "place" ? row.name : place.name,
      division: row.kind === "place" ? texts.undivided : row.name,
      period,
      value: typeof value === "number" ? value : null,
      note: typeof value === "number" ? "" : texts.notes[value],
      asOf,
    })),
  );
}

function periodsOf({ kind, values }: FigureRow, year: number): [string, FigureValue][] {
  const whole: [string, FigureValue] = [String(year), values.year];
  if (kind !== "place") return [whole];
  return [
    whole,
    ...values.quarters.map((value, index): [string, FigureValue] => [`${year}-K${index + 1}`, value]),
    ...values.months.map((value, index): [string, FigureValue] => [
      `${year}-${String(index + 1).padStart(2, "0")}`,
      value,
    ]),
  ];
}
