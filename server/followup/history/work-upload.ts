import type { StaffActor } from "../../identity/actor.ts";
import { DomainError } from "../../platform/domain-error.ts";
import type { Vault } from "../../platform/vault.ts";
import type { FindStaffMember } from "../../people/staff-record.ts";
import type { CheckHistory, ImportHistory } from "./import-history.ts";
import type { HistoryUploadsRepository } from "./uploads.repository.ts";

/** Problems that are kept of a file. Whoever has more than that has one mistake, many times. */
const KEPT = 10_000;
/** Characters that are read at once. */
const PIECE = 65_536;

/** What a worker does with the files of history that have come. */
export interface WorkHistoryUploads {
  /** Each with what is to be done, as a job has it. */
  listWaiting(): Promise<{ id: string; state: string }[]>;
  /**
   * Reads a file through, or brings it in, whichever waits; nothing when neither does. Broken off it goes on where it was when it is done again.
   * Whoever is no administrator any more gets nothing.
   */
  work(id: string): Promise<void>;
}

interface Dependencies {
  readonly uploads: HistoryUploadsRepository;
  readonly checkHistory: CheckHistory;
  readonly importHistory: ImportHistory;
  readonly findStaffMember: FindStaffMember;
  readonly vault: Pick<Vault, "decrypt">;
}

export function createWorkHistoryUploads(dependencies: Dependencies): WorkHistoryUploads {
  const { uploads, findStaffMember } = dependencies;
  return {
    listWaiting: uploads.listWaiting,
    async work(id) {
      const found = await uploads.find(id);
      if (!found || (found.state !== "checking" && found.state !== "importing")) return;
      const member = await findStaffMember(found.confirmedBy ?? found.uploadedBy);
      if (!member?.active) return void (await uploads.fail(id));
      const { personId, organisationId, officeId, role } = member;
      const actor: StaffActor = { kind: "staff", personId, organisationId, officeId, role };
      try {
        const report = await readThrough(dependencies, found, actor);
        await uploads.finish(id, found.state, { ...report, problems: report.problems.slice(0, KEPT) });
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        await uploads.fail(id);
      }
    },
  };
}

type Found = NonNullable<Awaited<ReturnType<HistoryUploadsRepository["find"]>>>;

async function readThrough(
  { uploads, checkHistory, importHistory, vault }: Dependencies,
  { id, kind, state, importId }: Found,
  actor: StaffActor,
) {
  const content = await uploads.readContent(id);
  if (!content) throw new DomainError("not_found", "Filens innehåll finns inte kvar.");
  const file = inPieces(vault.decrypt(content));
  const read = (lines: number) => uploads.noteProgress(id, lines);
  if (state === "checking") return checkHistory(actor, kind, file, { read });
  return importHistory(actor, kind, file, {
    importId,
    begun: (begun, unitOfWork) => uploads.noteImport(id, begun, unitOfWork),
    read,
  });
}

async function* inPieces(text: string) {
  for (let at = 0; at < text.length; at += PIECE) yield text.slice(at, at + PIECE);
}
