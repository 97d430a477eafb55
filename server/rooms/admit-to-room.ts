import type { RecordAudit } from "../audit/record-audit.ts";
import type { StaffActor } from "../identity/actor.ts";
import type { Clock } from "../platform/clock.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { Transactions } from "../platform/unit-of-work.ts";
import type { RoomsRepository } from "./rooms.repository.ts";
import { nextState, type Seat, type SeatClaim } from "./seat-rules.ts";

/**
 * Lets somebody in from the lobby. The handläggare thereby confirms who the person is, which is kept and shown.
 * Letting in somebody who is already in the call changes nothing: the other agency was faster.
 *
 * @param own the handläggare's claim of their own seat: only one who is in the call lets others in.
 * @throws DomainError `wrong_state` when either is not where they have to be, `not_found` for somebody unknown.
 */
export type AdmitToRoom = (actor: StaffActor, own: SeatClaim, participantId: string) => Promise<void>;

export function createAdmitToRoom({
  rooms,
  recordAudit,
  transactions,
  clock,
}: {
  rooms: RoomsRepository;
  recordAudit: RecordAudit;
  transactions: Transactions;
  clock: Clock;
}): AdmitToRoom {
  return (actor, own, participantId) =>
    transactions.transaction(async (unitOfWork) => {
      const seats = await rooms.open(own.meetingId, unitOfWork);
      if (!seats.some((seat) => isHost(seat, own)))
        throw new DomainError("wrong_state", "Gå in i mötet först.");
      const seat = seats.find((taken) => taken.participantId === participantId);
      if (!seat) throw new DomainError("not_found", "Personen har inte kommit till väntrummet.");
      const state = nextState(seat.state, "admit");
      if (!state) throw new DomainError("wrong_state", "Personen är inte i väntrummet just nu.");
      if (state === seat.state) return;
      const identity = { identifiedBy: "link_confirmed", confirmedBy: actor.personId } as const;
      await rooms.keep({ ...seat, ...identity, state, changedAt: clock.now() }, unitOfWork);
      const admitted = { action: "room:admit", objectKind: "meeting", objectIds: [own.meetingId] } as const;
      await recordAudit(actor, admitted, unitOfWork);
    });
}

function isHost(seat: Seat, own: SeatClaim): boolean {
  return (
    seat.participantId === own.participantId &&
    seat.generation === own.generation &&
    seat.state === "in_call" &&
    seat.identifiedBy === "staff_sign_in"
  );
}
