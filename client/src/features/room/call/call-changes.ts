import type { RoomView } from "../../../../../server/rooms/rooms.contract.ts";

/** What has been done in the meeting between two views of it, by whom where that matters. */
export type CallChange =
  | { readonly what: "hand"; readonly participantId: string }
  | { readonly what: "pauseAsked"; readonly participantId: string }
  | { readonly what: "pauseBegun"; readonly until: string }
  | { readonly what: "pauseEnded" }
  | { readonly what: "agendaDone"; readonly item: string }
  | { readonly what: "longer"; readonly endAt: string }
  | { readonly what: "notesChosen" | "notesNotChosen" | "notesShared" | "notesNotShared" };

/** What others have done, and what concerns all. What one does oneself one sees, but for what changes the meeting. */
export function callChangesBetween(before: RoomView, now: RoomView): CallChange[] {
  if (!before.call || !now.call) return [];
  const [was, is] = [before.call, now.call];
  const changes: CallChange[] = [];
  for (const { participantId } of is.hands)
    if (
      participantId !== now.me.participantId &&
      !was.hands.some((hand) => hand.participantId === participantId)
    )
      changes.push({ what: "hand", participantId });
  changes.push(...pauseChanges(was.pause, is.pause, now.me.participantId));
  for (const item of is.agendaDone)
    if (!was.agendaDone.includes(item)) changes.push({ what: "agendaDone", item });
  if (before.endAt < now.endAt) changes.push({ what: "longer", endAt: now.endAt });
  if (was.notes.areChosen !== is.notes.areChosen)
    changes.push({ what: is.notes.areChosen ? "notesChosen" : "notesNotChosen" });
  if (was.notes.areShared !== is.notes.areShared)
    changes.push({ what: is.notes.areShared ? "notesShared" : "notesNotShared" });
  return changes;
}

type PauseView = NonNullable<RoomView["call"]>["pause"];

function pauseChanges(was: PauseView, is: PauseView, me: string): CallChange[] {
  if (is?.until && is.until !== was?.until) return [{ what: "pauseBegun", until: is.until }];
  if (is && is.until === null && is.askedAt !== was?.askedAt && is.askedBy !== me)
    return [{ what: "pauseAsked", participantId: is.askedBy }];
  return was?.until && !is ? [{ what: "pauseEnded" }] : [];
}
