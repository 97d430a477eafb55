import type { Bench, BenchRow } from "./measure.ts";
import { runKills } from "./kills/run-kills.ts";

/**
 * Worker processes killed at random moments while they send, and the database with them: does every message arrive, and how many
 * twice. `--sends` and `--kills` make it smaller.
 */
export const bench: Bench = async (tell, { sends = "2000", kills = "50" }) => {
  const result = await runKills({ sends: Number(sends), kills: Number(kills), databaseKills: 2, tell });
  const row = (metric: string, unit: string, value: number): BenchRow => ({
    bench: "kills",
    case: "kills",
    metric,
    unit,
    value,
    baseline: null,
  });
  return [
    row("messages", "", result.messages),
    row("worker_kills", "", result.kills),
    row("database_kills", "", result.databaseKills),
    row("messages_missing", "", result.missing),
    row("further_copies", "", result.duplicates),
    row("copies_unexplained", "", result.unexplained),
    row("wall_s", "s", result.wallSeconds),
  ];
};
