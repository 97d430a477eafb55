import type { RecordAudit } from "../audit/record-audit.ts";
import type { StaffActor } from "../identity/actor.ts";
import type { DraftRecord, DraftsRepository } from "./drafts.repository.ts";
import type { DraftSummary } from "./drafts.contract.ts";

/**
 * The queue of one's office: drafts that wait for the other agency's word, and those it let run out. The reading is
 * audited for each case in the list.
 */
export type ListDrafts = (
  actor: StaffActor,
  paging: { limit: number; page: number },
) => Promise<{ items: DraftSummary[]; total: number; limit: number; page: number }>;

export function createListDrafts({
  drafts,
  recordAudit,
}: {
  drafts: DraftsRepository;
  recordAudit: RecordAudit;
}): ListDrafts {
  return async (actor, paging) => {
    const found = await drafts.list(actor, paging);
    const objectIds = [...new Set(found.items.map(({ caseId }) => caseId))];
    await recordAudit(actor, { action: "draft:list", objectKind: "case", objectIds });
    return { ...found, items: found.items.map(presentDraft) };
  };
}

function presentDraft({ startsAt, confirmBy, status, ...draft }: DraftRecord): DraftSummary {
  return {
    ...draft,
    startAt: startsAt.toISOString(),
    confirmBy: confirmBy.toISOString(),
    state: status === "draft" ? "waiting" : "not_answered",
  };
}
