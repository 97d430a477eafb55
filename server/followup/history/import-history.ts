import type { RecordAudit } from "../../audit/record-audit.ts";
import type { StaffActor } from "../../identity/actor.ts";
import { requireAdministrator, type IsAdministrator } from "../../identity/policy/require-administrator.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Transactions, UnitOfWork } from "../../platform/unit-of-work.ts";
import type { Vault } from "../../platform/vault.ts";
import type { HistoryKind, HistoryProblem, HistoryReport } from "./history.contract.ts";
import type { CooperationLine } from "./cooperation-line.ts";
import type { MeetingLine } from "./meeting-line.ts";
import type { KnownOffice } from "./history-rows.ts";
import type { HistoryRepository } from "./history.repository.ts";
import { readHistoryLines } from "./read-history-lines.ts";
import { cooperationsTaking } from "./take-cooperations.ts";
import { meetingsTaking } from "./take-meetings.ts";
import { takeLines, type Taking, type TakingNeeds, type Told } from "./taking.ts";

/** How many lines are written in one transaction. */
const AT_ONCE = 1_000;

/**
 * Brings in what happened before Samtid, from the administrator's own agency. Good lines are taken whatever is wrong with others, and a line
 * that was taken before is left as it is: the same file twice imports nothing twice. Broken off, what was taken is taken.
 *
 * @param file CSV, see `server/docs/history-format.md`.
 * @throws DomainError `not_allowed` for anybody but an administrator.
 */
export type ImportHistory = (
  actor: StaffActor,
  kind: HistoryKind,
  file: HistoryFile,
  course?: ImportCourse,
) => Promise<HistoryReport>;

/** Reads a file as {@link ImportHistory} would, and brings nothing in. */
export type CheckHistory = (
  actor: StaffActor,
  kind: HistoryKind,
  file: HistoryFile,
  course?: Pick<ImportCourse, "read">,
) => Promise<Omit<HistoryReport, "importId">>;

export type HistoryFile = AsyncIterable<Uint8Array | string>;

/** How an import goes on, for who follows it or begins again where it was broken off. */
export interface ImportCourse {
  /** An import that was broken off: what it has taken counts as taken now. */
  readonly importId?: string | null;
  /** In the transaction that begins a new one. */
  readonly begun?: (importId: string, unitOfWork: UnitOfWork) => Promise<unknown>;
  /** Each time so many lines of the file are done. */
  readonly read?: (lines: number) => Promise<unknown>;
}

interface Dependencies {
  readonly history: HistoryRepository;
  readonly isAdministrator: IsAdministrator;
  readonly vault: Pick<Vault, "lookupHash">;
  readonly transactions: Transactions;
  readonly recordAudit: RecordAudit;
  readonly clock: Clock;
}

export function createImportHistory(dependencies: Dependencies): ImportHistory {
  const { history, transactions, clock } = dependencies;
  return async (actor, kind, file, course = {}) => {
    await requireAdministrator(actor, dependencies.isAdministrator);
    const importId = course.importId ?? (await begin(dependencies, actor, kind, course));
    const offices = await transactions.transaction(async (unitOfWork) => {
      await history.nameStandIns(unitOfWork);
      return history.listOffices(unitOfWork);
    });
    const needs = needsOf(dependencies, { actor, importId, offices, at: clock.now() });
    const { problems, ...counts } = await takeFile(dependencies, kind, needs, file, course);
    await history.count(importId, counts, clock.now());
    return { importId, kind, ...counts, problems };
  };
}

export function createCheckHistory(dependencies: Dependencies): CheckHistory {
  const { history, clock } = dependencies;
  return async (actor, kind, file, course = {}) => {
    await requireAdministrator(actor, dependencies.isAdministrator);
    const offices = await history.listOffices();
    const needs = needsOf(dependencies, { actor, importId: "", offices, at: clock.now() });
    const pretended = { cases: new Map(), meetings: new Map() };
    return { kind, ...(await takeFile(dependencies, kind, { ...needs, pretended }, file, course)) };
  };
}

async function takeFile(
  dependencies: Dependencies,
  kind: HistoryKind,
  needs: TakingNeeds,
  file: HistoryFile,
  course: ImportCourse,
) {
  const taken =
    kind === "meetings"
      ? await takeLinesOf(dependencies, meetingsTaking, needs, file, course)
      : await takeLinesOf(dependencies, cooperationsTaking, needs, file, course);
  return { ...taken, problems: taken.problems.toSorted((one, other) => one.line - other.line) };
}

async function takeLinesOf<Line extends MeetingLine | CooperationLine>(
  { history, transactions }: Dependencies,
  taking: Taking<Line>,
  needs: TakingNeeds,
  file: HistoryFile,
  course: ImportCourse,
) {
  const counts = { lines: 0, taken: 0, knownBefore: 0 };
  const problems: HistoryProblem[] = [];
  const take = async (told: readonly Told<Line>[]) => {
    const some = needs.pretended
      ? await takeLines(taking, needs, told)
      : await transactions.transaction(async (unitOfWork) => {
          await history.holdBack(needs.importing.organisationId, unitOfWork);
          return takeLines(taking, needs, told, unitOfWork);
        });
    counts.taken += some.taken;
    counts.knownBefore += some.knownBefore;
    problems.push(...some.problems);
    await course.read?.(counts.lines);
  };
  let waiting: Told<Line>[] = [];
  for await (const read of readHistoryLines(taking.format, file)) {
    counts.lines += 1;
    if ("problems" in read) problems.push(...read.problems);
    else waiting.push(read);
    if (waiting.length < AT_ONCE) continue;
    await take(waiting);
    waiting = [];
  }
  await take(waiting);
  return { ...counts, wrong: counts.lines - counts.taken - counts.knownBefore, problems };
}

function begin(
  { history, transactions, recordAudit, clock }: Dependencies,
  actor: StaffActor,
  kind: HistoryKind,
  { begun }: ImportCourse,
): Promise<string> {
  const { organisationId, personId } = actor;
  return transactions.transaction(async (unitOfWork) => {
    const about = { organisationId, kind, at: clock.now(), by: personId };
    const importId = await history.begin(about, unitOfWork);
    const audited = {
      action: "history:import",
      objectKind: "history_import",
      objectIds: [importId],
    } as const;
    await recordAudit(actor, { ...audited, relation: "administrator" }, unitOfWork);
    await begun?.(importId, unitOfWork);
    return importId;
  });
}

function needsOf(
  { history, vault }: Dependencies,
  {
    actor: { organisationId, personId },
    importId,
    offices,
    at,
  }: { actor: StaffActor; importId: string; offices: readonly KnownOffice[]; at: Date },
): TakingNeeds {
  return {
    history,
    importId,
    offices,
    importing: { organisationId, by: personId, at },
    hashOf: (kind, reference) => vault.lookupHash(`history ${organisationId} ${kind} ${reference}`),
    seen: new Set(),
  };
}
