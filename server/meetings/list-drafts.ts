import type { RecordAudit } from "../audit/record-audit.ts";
import type { StaffActor } from "../identity/actor.ts";
import type { Clock } from "../platform/clock.ts";
import type { DraftRecord, DraftsRepository } from "./drafts.repository.ts";
import type { DraftSummary } from "./drafts.contract.ts";

/**
 * The queue of one's office: who it waits for, and who let the deadline pass: the other agency about a draft, individuals about a time. The reading is
 * audited for each case in the list.
 */
export type ListDrafts = (
  actor: StaffActor,
  paging: { limit: number; page: number },
) => Promise<{ items: DraftSummary[]; total: number; limit: number; page: number }>;

export function createListDrafts({
  drafts,
  recordAudit,
  clock,
}: {
  drafts: DraftsRepository;
  recordAudit: RecordAudit;
  clock: Clock;
}): ListDrafts {
  return async (actor, paging) => {
    const found = await drafts.list({ ...actor, now: clock.now() }, paging);
    const objectIds = [...new Set(found.items.map(({ caseId }) => caseId))];
    await recordAudit(actor, { action: "draft:list", objectKind: "case", objectIds });
    return { ...found, items: found.items.map(presentDraft) };
  };
}

const STATE_OF = {
  draft: "waiting",
  not_answered: "not_answered",
  offered: "choosing",
  offer_expired: "not_chosen",
  disqualified: "disqualified",
} as const satisfies Record<DraftRecord["standing"], DraftSummary["state"]>;

function presentDraft({ startsAt, isOpen, deadlineAt, standing, ...draft }: DraftRecord): DraftSummary {
  return {
    ...draft,
    startAt: isOpen ? null : startsAt.toISOString(),
    deadlineAt: deadlineAt.toISOString(),
    state: STATE_OF[standing],
  };
}
