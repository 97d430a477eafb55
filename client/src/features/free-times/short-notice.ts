import type { ShortNotice } from "../../../../server/meetings/short-notice.contract.ts";
import type { FreeTimes } from "../../../../server/scheduling/free-times.contract.ts";

/** The notice the person is to have, as the latest search told it. */
export type Notice = FreeTimes["notice"];

/** Why the notice is short, as it is being typed. */
export interface TypedShortNotice {
  reason: ShortNotice["reason"] | undefined;
  text: string;
}

export const nothingTyped = (): TypedShortNotice => ({ reason: undefined, text: "" });

/** Whether one of the times gives the person shorter notice than they should have. */
export function isShort(starts: readonly string[], notice: Notice | undefined): boolean {
  return notice !== undefined && starts.some((start) => Date.parse(start) < Date.parse(notice.endsAt));
}

/** The reason as a command names it; nothing where none is needed or typed. */
export function shortNoticeToSend(
  { reason, text }: TypedShortNotice,
  isNeeded: boolean,
): { shortNotice?: ShortNotice } {
  if (!isNeeded || !reason) return {};
  return { shortNotice: { reason, text: reason === "other" ? text.trim() : null } };
}
