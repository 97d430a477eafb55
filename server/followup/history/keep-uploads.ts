import { stringify } from "csv-stringify/sync";
import type { RecordAudit } from "../../audit/record-audit.ts";
import type { StaffActor } from "../../identity/actor.ts";
import { requireAdministrator, type IsAdministrator } from "../../identity/policy/require-administrator.ts";
import type { Clock } from "../../platform/clock.ts";
import { DomainError } from "../../platform/domain-error.ts";
import type { Transactions } from "../../platform/unit-of-work.ts";
import type { Vault } from "../../platform/vault.ts";
import { exampleOf, HISTORY_FORMATS } from "./history-formats.ts";
import sv from "./history-uploads.sv.json" with { type: "json" };
import type {
  HistoryFormats,
  HistoryKind,
  HistoryUpload,
  HistoryUploadDetail,
  NewHistoryUpload,
} from "./history.contract.ts";
import type { HistoryUploadsRepository } from "./uploads.repository.ts";

/** Problems that are shown; the file of them has more. */
const SHOWN = 100;

/** Files of history that an administrator brings by the page: read through by a worker first, brought in when they say so. */
export interface KeepHistoryUploads {
  /** @throws DomainError `invalid` for what isn't text in UTF-8, or empty; `not_allowed` for anybody but an administrator. */
  receive(actor: StaffActor, about: NewHistoryUpload, file: Uint8Array): Promise<HistoryUpload>;
  /** The agency's latest, the newest first. */
  list(actor: StaffActor): Promise<HistoryUpload[]>;
  /** @throws DomainError `not_found` for the other agency's. */
  read(actor: StaffActor, id: string): Promise<HistoryUploadDetail>;
  /** Each thing wrong, as CSV: line, column, what is wrong. */
  writeProblems(actor: StaffActor, id: string): Promise<string>;
  /** Has a file that is read through brought in. @throws DomainError `wrong_state` when it isn't, or is brought in already. */
  confirm(actor: StaffActor, id: string): Promise<HistoryUpload>;
  readFormats(actor: StaffActor): Promise<HistoryFormats>;
  writeExample(actor: StaffActor, kind: HistoryKind): Promise<string>;
}

interface Dependencies {
  readonly uploads: HistoryUploadsRepository;
  readonly findOffice: (officeId: string) => Promise<{ readonly name: string } | undefined>;
  readonly isAdministrator: IsAdministrator;
  readonly vault: Pick<Vault, "encrypt">;
  readonly transactions: Transactions;
  readonly recordAudit: RecordAudit;
  readonly clock: Clock;
}

export function createKeepHistoryUploads(dependencies: Dependencies): KeepHistoryUploads {
  const { uploads, transactions, recordAudit, findOffice } = dependencies;
  const administer = (actor: StaffActor) => requireAdministrator(actor, dependencies.isAdministrator);
  const findOwn = async (actor: StaffActor, id: string) => {
    await administer(actor);
    const found = await uploads.find(id);
    if (found?.organisationId !== actor.organisationId) throw new DomainError("not_found", sv.notFound);
    return found;
  };
  return {
    async receive(actor, about, file) {
      await administer(actor);
      const id = await store(dependencies, actor, about, textOf(file));
      return present((await uploads.find(id))!);
    },
    async list(actor) {
      await administer(actor);
      return (await uploads.list(actor.organisationId)).map(present);
    },
    async read(actor, id) {
      const found = await findOwn(actor, id);
      const problems = await uploads.listProblems(id);
      return { ...present(found), problems: problems.slice(0, SHOWN), problemCount: problems.length };
    },
    async writeProblems(actor, id) {
      await findOwn(actor, id);
      const problems = await uploads.listProblems(id);
      const rows = problems.map(({ line, column, detail }) => [line, column ?? "", detail]);
      return stringify([sv.problemColumns, ...rows], { bom: true, delimiter: ";", escape_formulas: true });
    },
    async confirm(actor, id) {
      await findOwn(actor, id);
      await transactions.transaction(async (unitOfWork) => {
        if (!(await uploads.confirm(id, actor.personId, unitOfWork)))
          throw new DomainError("wrong_state", sv.notChecked);
        await recordAudit(actor, { ...audited, action: "history:confirm", objectIds: [id] }, unitOfWork);
      });
      return present((await uploads.find(id))!);
    },
    async readFormats(actor) {
      await administer(actor);
      return HISTORY_FORMATS;
    },
    async writeExample(actor, kind) {
      await administer(actor);
      return exampleOf(kind, (await findOffice(actor.officeId))?.name ?? "");
    },
  };
}

const audited = { objectKind: "history_upload", relation: "administrator" } as const;

function store(
  { uploads, vault, transactions, recordAudit, clock }: Dependencies,
  actor: StaffActor,
  about: NewHistoryUpload,
  text: string,
): Promise<string> {
  const { organisationId, personId } = actor;
  const lines = text.split("\n").filter((line) => line.trim() !== "").length - 1;
  const row = { ...about, organisationId, by: personId, at: clock.now(), lines: Math.max(1, lines) };
  return transactions.transaction(async (unitOfWork) => {
    const { id } = await uploads.add(row, vault.encrypt(text), unitOfWork);
    await recordAudit(actor, { ...audited, action: "history:upload", objectIds: [id] }, unitOfWork);
    return id;
  });
}

/** @throws DomainError `invalid` naming the file. */
function textOf(file: Uint8Array): string {
  const refused = (code: "empty" | "not_utf8") =>
    new DomainError("invalid", sv.refused, {
      violations: [{ pointer: "/file", code, detail: sv[code] }],
    });
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(file);
    if (text.includes("\0")) throw refused("not_utf8");
    if (text.replace("\uFEFF", "").trim() === "") throw refused("empty");
    return text;
  } catch (error) {
    throw error instanceof DomainError ? error : refused("not_utf8");
  }
}

type Found = NonNullable<Awaited<ReturnType<HistoryUploadsRepository["find"]>>>;

function present(found: Found): HistoryUpload {
  const { id, kind, fileName, uploadedAt, uploadedByName, state, doneLines, allLines } = found;
  const { taken, knownBefore, wrong } = found;
  return {
    id,
    kind,
    fileName,
    uploadedAt: uploadedAt.toISOString(),
    uploadedByName,
    state,
    progress: Math.min(100, Math.floor((100 * doneLines) / allLines)),
    lines: taken + knownBefore + wrong,
    taken,
    knownBefore,
    wrong,
  };
}
