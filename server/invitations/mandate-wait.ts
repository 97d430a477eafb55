import type { ParticipantRecord } from "../meetings/meeting-record.ts";
import { mandateOn } from "../representatives/mandate.ts";
import { localDateOf, startOfDay } from "../scheduling/local-time.ts";

/**
 * Until when what is to be told a participant has to wait for their mandate to begin; `over` when it has ended and they are told
 * nothing more, but that they are let off. Nothing for everybody else.
 */
export function mandateWait(
  { representative, leftAt }: Pick<ParticipantRecord, "representative" | "leftAt">,
  now: Date,
): Date | "over" | undefined {
  if (!representative || leftAt) return undefined;
  const state = mandateOn(representative, localDateOf(now));
  if (state === "valid") return undefined;
  return state === "not_yet" ? startOfDay(representative.validFrom) : "over";
}
