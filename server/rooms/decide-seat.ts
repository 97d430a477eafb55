import type { RecordAudit } from "../audit/record-audit.ts";
import type { InvitedActor, StaffActor } from "../identity/actor.ts";
import type { RecordIdentityCheck } from "../meetings/record-identity-check.ts";
import type { FindMeeting } from "../meetings/meeting-record.ts";
import type { Clock } from "../platform/clock.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { Transactions } from "../platform/unit-of-work.ts";
import { cameAnew, requireHost, requireInCall } from "./deciding-host.ts";
import type { AdmitToRoom, SeatDecision } from "./rooms.contract.ts";
import type { RoomsRepository } from "./rooms.repository.ts";
import {
  confirmedAs,
  isByTelephone,
  isHosts,
  movedSeat,
  type Seat,
  type SeatClaim,
  type SeatDecisionKind,
} from "./seat-rules.ts";

/**
 * A handläggare, of either agency and in the call themselves, lets somebody in from the lobby, sets them on hold, takes them back
 * into the call, sends them back to the lobby, removes them, or takes back that they were removed. Who is let in is thereby
 * confirmed, which is kept and shown; one who came by link alone only when it is said how. What is so already changes nothing: the
 * other agency was faster.
 *
 * @param own the handläggare's claim of their own seat.
 * @throws DomainError `not_found` for a meeting one has no part in and for somebody unknown, `not_allowed` for who is no handläggare
 * and about a handläggare, `invalid` when it is not said how somebody was identified, `wrong_state` when either is not where they
 * have to be, or the one who sits there has come anew since they were seen.
 */
export type DecideSeat = (
  actor: StaffActor | InvitedActor,
  decision: SeatDecisionKind,
  wanted: SeatDecision & Pick<AdmitToRoom, "identityCheck">,
  own: SeatClaim | undefined,
) => Promise<void>;

export function createDecideSeat({
  rooms,
  findMeeting,
  recordIdentityCheck,
  recordAudit,
  transactions,
  clock,
}: {
  rooms: RoomsRepository;
  findMeeting: FindMeeting;
  recordIdentityCheck: RecordIdentityCheck;
  recordAudit: RecordAudit;
  transactions: Transactions;
  clock: Clock;
}): DecideSeat {
  return async (actor, decision, wanted, own) => {
    const { meetingId, participantId, identityCheck: method } = wanted;
    const host = requireHost(actor, await findMeeting(meetingId));
    await transactions.transaction(async (unitOfWork) => {
      // Others hold the meeting when they open its room; here both are written.
      if (method) await findMeeting(meetingId, { unitOfWork, forUpdate: true });
      const seats = await rooms.open(meetingId, unitOfWork);
      requireInCall(seats, own);
      if (!(await rooms.isNewCommand(meetingId, wanted.commandId, unitOfWork))) return;
      const seat = requireSeat(seats, wanted);
      const now = clock.now();
      const moved = movedSeat(seat, decision, now);
      if (!moved) throw new DomainError("wrong_state", REFUSED[decision]);
      if (moved === seat) return;
      const identity = decision === "admit" ? admittedAs(seat, host, wanted) : {};
      await rooms.keep({ ...moved, ...identity }, unitOfWork);
      if (method) await recordIdentityCheck(host, { meetingId, participantId, method }, unitOfWork);
      const action = `room:${decision.replaceAll("_", "-")}`;
      await recordAudit(host, { action, objectKind: "meeting", objectIds: [meetingId] }, unitOfWork);
    });
  };
}

const REFUSED: Record<SeatDecisionKind, string> = {
  admit: "Personen är inte i väntrummet just nu.",
  hold: "Personen är inte i mötet just nu.",
  resume: "Personen är inte på paus just nu.",
  send_back: "Personen är inte här just nu.",
  remove: "Personen har inte varit här.",
  restore: "Personen är inte borttagen.",
};

function requireSeat(seats: readonly Seat[], { participantId, generation }: SeatDecision): Seat {
  const seat = seats.find((taken) => taken.participantId === participantId);
  if (!seat) throw new DomainError("not_found", "Personen har inte kommit till väntrummet.");
  if (isHosts(seat)) throw new DomainError("not_allowed", "Handläggare går själva in och ut.");
  if (seat.generation !== generation) throw cameAnew();
  if (isByTelephone(seat))
    throw new DomainError("wrong_state", "Personen är med på telefon. Avsluta samtalet först.");
  return seat;
}

function admittedAs(seat: Seat, host: StaffActor, { identityCheck }: Pick<AdmitToRoom, "identityCheck">) {
  if (seat.identifiedBy === "link" && !identityCheck)
    throw new DomainError("invalid", "Ange hur du vet vem personen är.", {
      violations: [
        { pointer: "/identityCheck", code: "required", detail: "Ange hur du vet vem personen är." },
      ],
    });
  return { identifiedBy: confirmedAs(seat.identifiedBy), confirmedBy: host.personId };
}
