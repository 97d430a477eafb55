import type { StaffActor } from "../identity/actor.ts";
import type { Audited, RecordAudit } from "./record-audit.ts";

type Read<Rest extends unknown[], Found> = (actor: StaffActor, ...rest: Rest) => Promise<Found>;

/** What was read: the kind and the ids, told from what was asked for and what was found. */
export type OfRead<Rest extends unknown[], Found> = (
  found: Found,
  ...rest: Rest
) => Pick<Audited, "objectKind"> & { readonly ids: readonly (string | null)[] };

/**
 * Has a reading use case recorded in the trail: after the policy has let the reader in, and before they get the answer.
 *
 * @param action `noun:verb`, one that `isReading` knows.
 */
export function auditRead<Rest extends unknown[], Found>(
  recordAudit: RecordAudit,
  action: string,
  { read, of }: { read: Read<Rest, Found>; of: OfRead<Rest, Found> },
): Read<Rest, Found> {
  return async (actor, ...rest) => {
    const found = await read(actor, ...rest);
    const { objectKind, ids } = of(found, ...rest);
    const objectIds = [...new Set(ids.filter((id) => id !== null))];
    await recordAudit(actor, { action, objectKind, objectIds });
    return found;
  };
}
