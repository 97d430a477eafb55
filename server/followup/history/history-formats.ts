import { MEETING_TYPES } from "../../meetings/types/registered-types.contract.ts";
import { COOPERATION_COLUMNS, NEEDED_COOPERATION_COLUMNS } from "./cooperation-line.ts";
import type { HistoryFormats, HistoryKind } from "./history.contract.ts";
import whats from "./history-columns.sv.json" with { type: "json" };
import { EXAMPLES } from "./history-examples.ts";
import { MEETING_COLUMNS, NEEDED_MEETING_COLUMNS } from "./meeting-line.ts";

const FORMATS = {
  meetings: { columns: MEETING_COLUMNS, needed: NEEDED_MEETING_COLUMNS },
  cooperations: { columns: COOPERATION_COLUMNS, needed: NEEDED_COOPERATION_COLUMNS },
} as const satisfies Record<HistoryKind, object>;

/** What columns a file of each kind has, in words. */
export const HISTORY_FORMATS: HistoryFormats = {
  items: (["meetings", "cooperations"] as const).map((kind) => ({
    kind,
    columns: FORMATS[kind].columns.map((name) => ({
      name,
      isNeeded: FORMATS[kind].needed.includes(name),
      what: (whats[kind] as Readonly<Record<string, string>>)[name]!.replace(
        "{{types}}",
        MEETING_TYPES.join(", "),
      ),
    })),
  })),
};

/** A file that can be brought in as it is. @param office a name of the agency's own. */
export function exampleOf(kind: HistoryKind, office: string): string {
  const columns: readonly string[] = FORMATS[kind].columns;
  const cell = (text: string) => (/[";\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = EXAMPLES[kind].map((line) =>
    columns.map((column) => cell({ ...line, office }[column] ?? "")).join(";"),
  );
  return `\uFEFF${[columns.join(";"), ...lines].join("\r\n")}\r\n`;
}
