import type { Samtid } from "../compose.ts";
import { asOfDayOf } from "../followup/figures/periods.ts";
import { HISTORY_KINDS } from "../followup/history/history.contract.ts";
import type { OrganisationId } from "../people/people.contract.ts";
import { localDateOf } from "../scheduling/local-time.ts";
import { createDemoRepository } from "./demo.repository.ts";
import { DEMO_GROUPS } from "./demo-offices.ts";
import { historyFile } from "./history-files.ts";

/** Who brings in each agency's history: its administrator in the demo data. */
const ADMINISTRATORS = [
  ["forsakringskassan", "bjorn-hedstrom"],
  ["arbetsformedlingen", "joanna-wisniewska"],
] as const satisfies readonly (readonly [OrganisationId, string])[];

/**
 * Gives the demo data a past to follow up: each agency's administrator brings in files of history, and the months that are closed are counted.
 * It takes a while, so the server needn't wait for it. Broken off it goes on where it was; once all of it is counted it does nothing.
 *
 * @param yearsBefore whole years told of before the one under way.
 * @param isStopping asked now and then; when it says so, no more is begun.
 */
export async function loadDemoHistory(
  samtid: Samtid,
  { yearsBefore = 2, isStopping = (): boolean => false } = {},
): Promise<void> {
  const today = localDateOf(samtid.clock.now());
  const thisYear = Number(today.slice(0, 4));
  const firstYear = thisYear - yearsBefore;
  const demo = createDemoRepository(samtid.database);
  if (await demo.isCounted(firstYear)) return;
  const actors = await Promise.all(
    ADMINISTRATORS.map(([agency, subject]) => samtid.repositories.people.findBySubject(agency, subject)),
  );
  if (actors.includes(undefined)) return;
  await demo.insertGroups(DEMO_GROUPS);
  for (const actor of actors)
    for (const kind of HISTORY_KINDS) {
      if (isStopping()) return;
      const file = historyFile(kind, actor!.organisationId, { firstYear, today });
      const { problems } = await samtid.importHistory({ ...actor!, kind: "staff" }, kind, stoppable(file));
      if (problems[0]) throw new Error(`The demo history is wrong: ${JSON.stringify(problems[0])}`);
    }
  // The first year last: when it is counted, all are.
  for (let year = thisYear; year >= firstYear; year -= 1) {
    if (isStopping()) return;
    if (asOfDayOf(year, 1) < today) await samtid.countMonths.countYear(year);
  }

  async function* stoppable(chunks: Iterable<string>) {
    for (const chunk of chunks) {
      if (isStopping()) return;
      yield chunk;
      // Lets those in who use the pages meanwhile.
      await new Promise(setImmediate);
    }
  }
}
