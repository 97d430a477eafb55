import type { StaffActor } from "../identity/actor.ts";
import type { FindHandlaggare } from "../people/staff-record.ts";
import type { FindMeeting } from "./meeting-record.ts";
import { openMeeting, type SeenRevision } from "./open-meeting.ts";
import { cannotReplace, type ReplaceHandlaggare } from "./replace-handlaggare.ts";
import type { SwapHandlaggare } from "./swaps.contract.ts";

/**
 * Lets a colleague of the same agency come instead of a handläggare, by somebody in charge of the meeting.
 *
 * @throws DomainError `not_found`, `revision_mismatch`, `wrong_state`, `invalid` for who can't come instead, or
 * `time_taken` when they no longer are free.
 */
export type SwapHandlaggareUseCase = (
  actor: StaffActor,
  seen: SeenRevision,
  command: SwapHandlaggare,
) => Promise<void>;

export function createSwapHandlaggare({
  findMeeting,
  findHandlaggare,
  replaceHandlaggare,
}: {
  findMeeting: FindMeeting;
  findHandlaggare: FindHandlaggare;
  replaceHandlaggare: ReplaceHandlaggare;
}): SwapHandlaggareUseCase {
  return async (actor, { meetingId, revision }, { participantId, personId }) => {
    const meeting = await openMeeting(findMeeting, { actor, may: "swap", meetingId });
    const leaving = meeting.participants.find(({ id }) => id === participantId);
    const [coming] = await findHandlaggare([personId]);
    if (!leaving || !coming) throw cannotReplace();
    await replaceHandlaggare(actor, { meeting, revision, leaving, coming });
  };
}
