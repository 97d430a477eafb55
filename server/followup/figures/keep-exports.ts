import type { RecordAudit } from "../../audit/record-audit.ts";
import type { StaffActor } from "../../identity/actor.ts";
import type { Clock } from "../../platform/clock.ts";
import { DomainError } from "../../platform/domain-error.ts";
import type { FindStaffMember } from "../../people/staff-record.ts";
import { exportRowsOf, type ExportRow } from "./export-rows.ts";
import type { FigureExportsRepository } from "./exports.repository.ts";
import { FIGURES } from "./figure-formulas.ts";
import type { FigureExport, NewFigureExport } from "./figures.contract.ts";
import { printYearlyReport } from "./print-yearly-report.ts";
import type { ReadFigures } from "./read-figures.ts";
import { writeCsv, writeXlsx } from "./write-files.ts";

/** Files of figures: asked for, made by a worker, fetched when ready by who asked. They hold what the pages show, and nothing else. */
export interface KeepExports {
  /** @throws DomainError `not_allowed` or `not_found`, as the pages do. */
  ask(actor: StaffActor, wanted: NewFigureExport): Promise<FigureExport>;
  read(actor: StaffActor, id: string): Promise<FigureExport>;
  /** @throws DomainError `not_found` for another's, `wrong_state` while it isn't ready. */
  fetch(
    actor: StaffActor,
    id: string,
  ): Promise<{ content: Buffer; format: FigureExport["format"]; year: number }>;
  listWaiting(): Promise<string[]>;
  /** Makes the file of an export, unless it is made. Running twice makes it once. */
  make(id: string): Promise<void>;
}

/** Told each time so many figures are done. */
const STEP = 5;

interface Dependencies {
  readonly exports: FigureExportsRepository;
  readonly readFigures: ReadFigures;
  readonly findStaffMember: FindStaffMember;
  readonly recordAudit: RecordAudit;
  readonly clock: Clock;
}

export function createKeepExports(dependencies: Dependencies): KeepExports {
  const { exports, readFigures, recordAudit, clock } = dependencies;
  const findOwn = async (actor: StaffActor, id: string) => {
    const found = await exports.find(id);
    if (!found || found.requestedBy !== actor.personId)
      throw new DomainError("not_found", "Adressen stämmer inte, eller så finns det inte kvar.");
    return found;
  };
  return {
    async ask(actor, { format, ...query }) {
      const { year, place, asOf } = await readFigures.overview(actor, query);
      const { id } = await exports.add({
        by: actor.personId,
        at: clock.now(),
        format,
        year,
        place: place.id,
        asOf,
        parts: FIGURES.length,
      });
      await recordAudit(actor, { action: "figures:export", objectKind: "figure_export", objectIds: [id] });
      return present((await exports.find(id))!);
    },
    read: async (actor, id) => present(await findOwn(actor, id)),
    async fetch(actor, id) {
      const { format, year } = await findOwn(actor, id);
      const content = await exports.readContent(id);
      if (!content) throw new DomainError("wrong_state", "Filen är inte klar ännu.");
      return { content, format, year };
    },
    listWaiting: exports.listWaiting,
    make: (id) => make(dependencies, id),
  };
}

type Found = NonNullable<Awaited<ReturnType<FigureExportsRepository["find"]>>>;

/** Whose rights are gone meanwhile gets no file. */
async function make(
  { exports, readFigures, findStaffMember, clock }: Dependencies,
  id: string,
): Promise<void> {
  const found = await exports.find(id);
  if (!found || found.finishedAt || found.failedAt) return;
  const member = await findStaffMember(found.requestedBy);
  if (!member?.active) return void (await exports.fail(id, clock.now()));
  const { personId, organisationId, officeId, role } = member;
  const actor: StaffActor = { kind: "staff", personId, organisationId, officeId, role };
  try {
    await exports.finish(id, await contentOf(found, { exports, readFigures, clock }, actor), clock.now());
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    await exports.fail(id, clock.now());
  }
}

async function contentOf(
  { id, format, year, place, asOf }: Found,
  { exports, readFigures, clock }: Pick<Dependencies, "exports" | "readFigures" | "clock">,
  actor: StaffActor,
): Promise<Buffer> {
  if (format === "pdf")
    return printYearlyReport(await readFigures.report(actor, year, { asOf }), clock.now());
  const rows: ExportRow[] = [];
  let done = 0;
  for await (const detail of readFigures.details(actor, { year, place, asOf })) {
    rows.push(...exportRowsOf(detail));
    done += 1;
    if (done % STEP === 0) await exports.noteProgress(id, done);
  }
  return format === "csv" ? writeCsv(rows) : writeXlsx(rows, await readFigures.report(actor, year, { asOf }));
}

function present({
  id,
  format,
  year,
  finishedAt,
  failedAt,
  doneParts,
  allParts,
  requestedAt,
}: Found): FigureExport {
  return {
    id,
    format,
    year,
    state: finishedAt ? "ready" : failedAt ? "failed" : "waiting",
    progress: Math.floor((100 * doneParts) / allParts),
    requestedAt: requestedAt.toISOString(),
  };
}
