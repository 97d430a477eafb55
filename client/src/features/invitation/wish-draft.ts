import type { OtherTimeWish } from "../../../../server/invitations/invitations.contract.ts";

/** A wish for another time while it is being written: empty fields are empty strings. */
export interface WishDraft {
  weekdays: number[];
  partsOfDay: OtherTimeWish["partsOfDay"];
  earliestOn: string;
  /** Empty: any way. */
  mode: NonNullable<OtherTimeWish["mode"]> | "";
  text: string;
}

/** A draft to start from: what the person sent last time, or nothing. */
export function draftOf(wish: OtherTimeWish | null): WishDraft {
  return {
    weekdays: [...(wish?.weekdays ?? [])],
    partsOfDay: [...(wish?.partsOfDay ?? [])],
    earliestOn: wish?.earliestOn ?? "",
    mode: wish?.mode ?? "",
    text: wish?.text ?? "",
  };
}

/** The wish to send. Nothing is required: an empty wish only says that the time doesn't suit. */
export function wishOf(draft: WishDraft): OtherTimeWish {
  return {
    weekdays: [...draft.weekdays].sort(),
    partsOfDay: PARTS_OF_DAY.filter((part) => draft.partsOfDay.includes(part)),
    earliestOn: draft.earliestOn || null,
    mode: draft.mode || null,
    text: draft.text.trim() || null,
  };
}

/** Monday to Friday, as ISO weekdays. */
export const WEEKDAYS = [1, 2, 3, 4, 5];
export const PARTS_OF_DAY = ["morning", "midday", "afternoon"] as const;
