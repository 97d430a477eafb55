import type { YearlyReport } from "../../../server/followup/figures/figures.contract.ts";
import published from "./report-2020.json" with { type: "json" };

/** The published cells of the tables of 2020 that a report has otherwise, and how many there are. */
export function cellsWrong({ tables }: YearlyReport): { wrong: string[]; all: number } {
  const { columns: _, ...table4 } = published.table4_result_after_ended_measures;
  const { total_2019: _a, ...table5 } = published.table5_gemensam_kartlaggning_by_sex;
  const { ovrig: others, ...benefits } = published.table6_gemensam_kartlaggning_by_benefit;
  const { total, sjukpenning, aktivitetsersattning, sjukersattning } =
    published.table7_omstallningsmoten_by_benefit;
  const expected: Record<string, Record<string, number[]>> = {
    table4,
    table5,
    table6: { ...benefits, others },
    table7: { total, sjukpenning, aktivitetsersattning, sjukersattning },
  };
  let all = 0;
  const wrong = Object.entries(expected).flatMap(([id, rows]) =>
    Object.entries(rows).flatMap(([row, cells]) => {
      const shown =
        tables.find((table) => table.id === id)?.rows.find((each) => each.id === row)?.values ?? [];
      all += cells.length;
      return cells.flatMap((cell, column) => (shown[column] === cell ? [] : [`${id} ${row} ${column}`]));
    }),
  );
  return { wrong, all };
}
