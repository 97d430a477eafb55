import type { RecordAudit } from "../audit/record-audit.ts";
import type { StaffActor } from "../identity/actor.ts";
import type { Clock } from "../platform/clock.ts";
import { localDateOf } from "../scheduling/local-time.ts";
import { WORKLIST_KINDS, type Worklists } from "./worklists.contract.ts";
import type { WorklistRow, WorklistsRepository } from "./worklists.repository.ts";

/** What the reader's own office has to see to, each list the most pressing first; audited for what it shows. */
export type ReadWorklists = (actor: StaffActor) => Promise<Worklists>;

export function createReadWorklists({
  worklists,
  recordAudit,
  clock,
}: {
  worklists: WorklistsRepository;
  recordAudit: RecordAudit;
  clock: Clock;
}): ReadWorklists {
  return async (actor) => {
    const now = clock.now();
    const moment = { now, today: localDateOf(now) };
    const lists = await Promise.all(WORKLIST_KINDS.map((kind) => worklists.read(kind, actor, moment)));
    const rows = lists.flatMap(({ items }) => items);
    await Promise.all([
      recordAudit(
        actor,
        listed("meeting", rows, ({ meetingId }) => meetingId),
      ),
      recordAudit(
        actor,
        listed("case", rows, ({ caseId }) => caseId),
      ),
    ]);
    return {
      items: lists.map(({ items, ...list }) => ({
        ...list,
        items: items.map(({ at, ...item }) => ({ ...item, at: at?.toISOString() ?? null })),
      })),
    };
  };
}

function listed(
  objectKind: "meeting" | "case",
  rows: readonly WorklistRow[],
  idOf: (row: WorklistRow) => string | null,
) {
  const ids = rows.map(idOf).filter((id) => id !== null);
  return { action: "worklist:list", objectKind, objectIds: [...new Set(ids)] };
}
