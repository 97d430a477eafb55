import type { InvitedActor, StaffActor } from "../identity/actor.ts";
import { meetingPolicy } from "../identity/policy/policy.ts";
import { policyFactsOf } from "../meetings/meeting-participants.ts";
import type { MeetingRecord } from "../meetings/meeting-record.ts";
import { DomainError } from "../platform/domain-error.ts";
import { isHosts, type Seat, type SeatClaim } from "./seat-rules.ts";

/**
 * Who may decide of others' seats in a meeting's room: its handläggare, of either agency.
 *
 * @throws DomainError `not_found` for a meeting one has no part in, `not_allowed` for who is no handläggare.
 */
export function requireHost(
  actor: StaffActor | InvitedActor,
  meeting: MeetingRecord | undefined,
): StaffActor {
  const facts = meeting && policyFactsOf(meeting);
  if (!facts || !meetingPolicy.enterRoom(actor, facts))
    throw new DomainError("not_found", "Mötet finns inte.");
  if (actor.kind !== "staff" || !meetingPolicy.admitFromLobby(actor, facts))
    throw new DomainError("not_allowed", "Det är handläggarna som släpper in.");
  return actor;
}

/** @throws DomainError `wrong_state` unless a handläggare sits in the call by this claim. */
export function requireInCall(seats: readonly Seat[], own: SeatClaim | undefined): void {
  const isThere = seats.some(
    (seat) =>
      seat.participantId === own?.participantId &&
      seat.generation === own.generation &&
      seat.state === "in_call" &&
      isHosts(seat),
  );
  if (!isThere) throw new DomainError("wrong_state", "Gå in i mötet först.");
}

/** That somebody came anew, in another tab, on another device or by telephone, since a handläggare looked. */
export function cameAnew(): DomainError {
  return new DomainError("wrong_state", "Personen har kommit in på nytt. Se vem det är och försök igen.");
}
