import { createReadStream } from "node:fs";
import { parseArgs } from "node:util";
import type { ImportHistory } from "../followup/history/import-history.ts";
import { HistoryKind } from "../followup/history/history.contract.ts";
import { OrganisationId, type Handlaggare } from "../people/people.contract.ts";

/** Problems that are printed; the rest are counted. */
const MOST_PRINTED = 1_000;

const USAGE =
  "npm run history:import -- --agency forsakringskassan --by <administrator's subject> --kind meetings|cooperations <file.csv>";

/** Brings in a file of history, in an administrator's name: the trail says who. */
export async function importHistoryFile(
  { importHistory, repositories }: { importHistory: ImportHistory; repositories: { people: FindsStaff } },
  words: readonly string[],
): Promise<{ lines: string[]; isWell: boolean }> {
  const text = { type: "string" } as const;
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: { agency: text, by: text, kind: text },
  });
  const [agency, kind] = [OrganisationId.safeParse(values.agency), HistoryKind.safeParse(values.kind)];
  const [file] = positionals;
  if (!agency.success || !kind.success || !values.by || !file) return { lines: [USAGE], isWell: false };
  const staff = await repositories.people.findBySubject(agency.data, values.by);
  if (!staff) return { lines: [`Nobody works at ${agency.data} by that subject.`], isWell: false };
  const actor = { ...staff, kind: "staff" } as const;
  const report = await importHistory(actor, kind.data, createReadStream(file));
  const printed = report.problems.slice(0, MOST_PRINTED);
  const left = report.problems.length - printed.length;
  return {
    lines: [
      ...printed.map(({ line, column, detail }) => `line ${line}${column ? `, ${column}` : ""}: ${detail}`),
      ...(left > 0 ? [`... and ${left} more`] : []),
      `${report.lines} lines: ${report.taken} taken, ${report.knownBefore} known before, ${report.wrong} wrong.`,
    ],
    isWell: report.wrong === 0,
  };
}

interface FindsStaff {
  findBySubject(organisationId: OrganisationId, subject: string): Promise<Handlaggare | undefined>;
}
