import type { FigureValue, ReportTable, YearlyReport } from "./figures.contract.ts";
import { findFigure, percentOf, readCell, seriesOf, type PlaceYear } from "./figure-values.ts";
import { YEAR } from "./periods.ts";
import { TOTAL, type PopulationId } from "./populations.ts";
import texts from "./yearly-report.sv.json" with { type: "json" };

type RowId = keyof typeof texts.rows;

/**
 * The tables and the diagram of the agencies' yearly report on their cooperation, for the whole country.
 *
 * @param before the year before, for what is compared with it.
 */
export function yearlyReportOf(
  { year, asOf }: { year: number; asOf: string },
  place: PlaceYear,
  before: PlaceYear,
): YearlyReport {
  const inMeasures = findFigure("in_measures")!;
  return {
    year,
    asOf,
    tables: [
      resultTable(year, place),
      meetingsTable("table5", "gemensam_kartlaggning", ["women", "men"], { year, place, before }),
      meetingsTable("table6", "gemensam_kartlaggning", ["sjukpenning", "aktivitetsersattning", "others"], {
        year,
        place,
        before,
      }),
      meetingsTable("table7", "omstallningsmote", ["sjukpenning", "aktivitetsersattning", "sjukersattning"], {
        year,
        place,
        before,
      }),
    ],
    diagram: {
      title: titleOf("diagram1", year),
      values: seriesOf(inMeasures, place),
      before: seriesOf(inMeasures, before),
    },
  };
}

const RESULTS = ["regained", "remains", "no_information"] as const;
const RESULT_ROWS = [
  "women",
  "men",
  "age_18_29",
  "age_30_65",
  "sjukpenning",
  "aktivitetsersattning",
  TOTAL,
] as const;

/** What people went to when the cooperation ended. The total is that of the percentages as they are rounded, as in the agencies' report. */
function resultTable(year: number, place: PlaceYear): ReportTable {
  const rows = RESULT_ROWS.map((id) => {
    const total = count(place, "cooperation_end", [id]);
    const counts = RESULTS.map((result) => count(place, "cooperation_end", [id], result));
    const percents = counts.map((part) => percent(part, total));
    const all = percents.reduce<FigureValue>(
      (sum, each) =>
        typeof sum === "number" && typeof each === "number" ? sum + each : notNumber(sum, each),
      0,
    );
    return {
      id,
      name: texts.rows[id],
      values: [...counts.flatMap((each, index) => [each, percents[index]!]), total, all],
    };
  });
  return { id: "table4", title: titleOf("table4", year), columns: texts.columns.table4, rows };
}

/** The benefits of a row; the others together, where only the two great ones are told apart. */
const PARTS: Partial<Record<RowId, readonly string[]>> = { others: ["sjukersattning", "ovrig"] };

function meetingsTable(
  id: "table5" | "table6" | "table7",
  population: PopulationId,
  parts: readonly RowId[],
  { year, place, before }: { year: number; place: PlaceYear; before: PlaceYear },
): ReportTable {
  const total = count(place, population, [TOTAL]);
  const rows = ([TOTAL, ...parts] as const).map((part) => {
    const of = PARTS[part] ?? [part];
    const counted = count(place, population, of);
    return {
      id: part,
      name: texts.rows[part],
      values: [counted, percent(counted, total), count(before, population, of)],
    };
  });
  if (id === "table7") rows.push(sjukpenningWomen(place, before));
  return { id, title: titleOf(id, year), columns: texts.columns.meetings, rows };
}

/** How many of those with sjukpenning were women. */
function sjukpenningWomen(place: PlaceYear, before: PlaceYear) {
  const women = count(place, "omstallningsmote", ["women.sjukpenning"]);
  return {
    id: "sjukpenning_women" as const,
    name: texts.rows.sjukpenning_women,
    values: [
      women,
      percent(women, count(place, "omstallningsmote", ["sjukpenning"])),
      count(before, "omstallningsmote", ["women.sjukpenning"]),
    ],
  };
}

function count(
  place: PlaceYear,
  population: PopulationId,
  ds: readonly string[],
  x: string = TOTAL,
): FigureValue {
  let n = 0;
  for (const d of ds) {
    const cell = readCell(place, { population, x }, d, YEAR);
    if (typeof cell === "string") return cell;
    n += cell.n;
  }
  return n;
}

function percent(part: FigureValue, whole: FigureValue): FigureValue {
  if (typeof part === "number" && typeof whole === "number") return percentOf(part, whole);
  return notNumber(part, whole);
}

const notNumber = (...values: readonly FigureValue[]) => values.find((value) => typeof value === "string")!;

function titleOf(id: keyof typeof texts.titles, year: number): string {
  return texts.titles[id].replaceAll("{{year}}", String(year)).replaceAll("{{before}}", String(year - 1));
}
