import type { RecordAudit } from "../audit/record-audit.ts";
import type { StaffActor } from "../identity/actor.ts";
import { agencyTextPolicy } from "../identity/policy/policy.ts";
import type { Language } from "../people/people.contract.ts";
import type { Clock } from "../platform/clock.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { Transactions } from "../platform/unit-of-work.ts";
import type {
  AgencyPassage,
  AgencyText,
  AgencyTextKey,
  AgencyTextList,
  WriteAgencyText,
} from "./agency-texts.contract.ts";
import type { AgencyTextRecord, AgencyTextsRepository } from "./agency-texts.repository.ts";
import { isVersionOf } from "./read-agency-passages.ts";
import { shippedTextsOf } from "./shipped-texts.ts";

/** A handläggare's own agency's texts. What was once said is never changed: a new version counts instead. */
export interface KeepAgencyTexts {
  list(actor: StaffActor): Promise<AgencyTextList>;
  /** All versions of one text, the latest first. */
  listVersions(actor: StaffActor, text: { key: AgencyTextKey; language: Language }): Promise<AgencyText[]>;
  /**
   * @throws DomainError `not_allowed` unless the agency has appointed the handläggare, `revision_mismatch` when somebody
   * has written since.
   */
  write(
    actor: StaffActor,
    seen: { key: AgencyTextKey; version: number },
    written: WriteAgencyText,
  ): Promise<AgencyText>;
}

interface Dependencies {
  readonly agencyTexts: AgencyTextsRepository;
  readonly recordAudit: RecordAudit;
  readonly transactions: Transactions;
  readonly clock: Clock;
}

export function createKeepAgencyTexts(dependencies: Dependencies): KeepAgencyTexts {
  const { agencyTexts } = dependencies;
  const mayEdit = async (actor: StaffActor) => {
    const { organisationId } = actor;
    return agencyTextPolicy.edit(actor, {
      organisationId,
      editorIds: await agencyTexts.listEditors(organisationId),
    });
  };
  const listVersions: KeepAgencyTexts["listVersions"] = async ({ organisationId }, text) => {
    const written = await agencyTexts.listVersions(organisationId, text);
    const shipped = shippedTextsOf(organisationId).filter(isVersionOf({ organisationId, ...text }));
    return [...written.map(presentWritten), ...shipped.map(presentShipped)];
  };
  return {
    async list(actor) {
      const written = await agencyTexts.listCurrent([actor.organisationId]);
      const items = shippedTextsOf(actor.organisationId).map((shipped) => {
        const own = written.find(isVersionOf(shipped));
        return own ? presentWritten(own) : presentShipped(shipped);
      });
      return { items, mayEdit: await mayEdit(actor) };
    },

    listVersions,

    async write(actor, seen, written) {
      if (!(await mayEdit(actor)))
        throw new DomainError("not_allowed", "Din myndighet har utsett andra att ändra texterna.");
      await append(dependencies, actor, { ...seen, ...written });
      const [latest] = await listVersions(actor, { key: seen.key, language: written.language });
      if (!latest) throw new Error("A text that was written is not there.");
      return latest;
    },
  };
}

async function append(
  { agencyTexts, recordAudit, transactions, clock }: Dependencies,
  actor: StaffActor,
  { version, ...text }: WriteAgencyText & { key: AgencyTextKey; version: number },
): Promise<void> {
  const { organisationId, personId: by } = actor;
  await transactions.transaction(async (unitOfWork) => {
    const row = { ...text, organisationId, seen: version, at: clock.now(), by };
    const id = await agencyTexts.append(row, unitOfWork);
    if (!id)
      throw new DomainError(
        "revision_mismatch",
        "Någon annan har ändrat texten sedan du öppnade den. Läs om och försök igen.",
      );
    const audited = { action: "agency-text:write", objectKind: "agency_text", objectIds: [id] } as const;
    await recordAudit(actor, audited, unitOfWork);
  });
}

function presentWritten({ organisationId: _, changedAt, ...written }: AgencyTextRecord): AgencyText {
  return { ...written, changedAt: changedAt.toISOString() };
}

function presentShipped({ organisationId: _, ...shipped }: AgencyPassage): AgencyText {
  return { ...shipped, version: 0, changedAt: null, changedByName: null };
}
