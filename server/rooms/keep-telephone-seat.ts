import type { RecordAudit } from "../audit/record-audit.ts";
import type { InvitedActor, StaffActor } from "../identity/actor.ts";
import { allows } from "../meetings/life-cycle.ts";
import type { FindMeeting, MeetingRecord } from "../meetings/meeting-record.ts";
import type { RecordIdentityCheck } from "../meetings/record-identity-check.ts";
import type { Clock } from "../platform/clock.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { Transactions, UnitOfWork } from "../platform/unit-of-work.ts";
import { cameAnew, requireHost, requireInCall } from "./deciding-host.ts";
import type { BeginTelephone, SeatDecision } from "./rooms.contract.ts";
import type { RoomsRepository } from "./rooms.repository.ts";
import { isByTelephone, movedSeat, seatByTelephone, type Seat, type SeatClaim } from "./seat-rules.ts";

type Actor = StaffActor | InvitedActor;

/**
 * Those who take part by telephone: a handläggare of either agency, in the call themselves, has called them back, asked control questions, and has them on
 * a line of their own. What is so already changes nothing.
 *
 * @throws DomainError `not_found` for a meeting one has no part in and for somebody unknown, `not_allowed` for who is no handläggare and about
 * one, `wrong_state` when either is not where they have to be, or has come anew since they were seen.
 */
export interface KeepTelephoneSeat {
  /** Takes the participant's seat for them, from the browser they may sit in, and keeps how one knows who it is. */
  begin(actor: Actor, wanted: BeginTelephone, own: SeatClaim | undefined): Promise<void>;
  end(actor: Actor, wanted: SeatDecision, own: SeatClaim | undefined): Promise<void>;
}

/** A room that is being decided of. */
interface Deciding {
  readonly host: StaffActor;
  readonly meeting: MeetingRecord;
  readonly seat: Seat | undefined;
  readonly now: Date;
  readonly unitOfWork: UnitOfWork;
}

export function createKeepTelephoneSeat({
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
}): KeepTelephoneSeat {
  const decide = (
    actor: Actor,
    { meetingId, participantId, commandId }: SeatDecision | BeginTelephone,
    own: SeatClaim | undefined,
    work: (deciding: Deciding) => Promise<void>,
  ): Promise<void> =>
    transactions.transaction(async (unitOfWork) => {
      // The meeting before its room, as everybody takes them.
      const meeting = await findMeeting(meetingId, { unitOfWork, forUpdate: true });
      const host = requireHost(actor, meeting);
      const seats = await rooms.open(meetingId, unitOfWork);
      requireInCall(seats, own);
      if (!(await rooms.isNewCommand(meetingId, commandId, unitOfWork)) || !meeting) return;
      const seat = seats.find((taken) => taken.participantId === participantId);
      await work({ host, meeting, seat, now: clock.now(), unitOfWork });
    });
  const trail = ({ host, meeting, unitOfWork }: Deciding, action: string) =>
    recordAudit(host, { action, objectKind: "meeting", objectIds: [meeting.id] }, unitOfWork);

  return {
    begin: (actor, wanted, own) =>
      decide(actor, wanted, own, async (deciding) => {
        const { host, meeting, seat, now, unitOfWork } = deciding;
        const { participantId, generation, identityCheck: method } = wanted;
        requireCallable(meeting, participantId, now);
        if ((seat?.generation ?? 0) !== generation) throw cameAnew();
        if (seat?.state === "removed")
          throw new DomainError("wrong_state", "Personen är borttagen. Ångra det först.");
        if (seat && isByTelephone(seat)) return;
        const claim = { meetingId: meeting.id, participantId, generation: generation + 1 };
        await rooms.keep(seatByTelephone(claim, host.personId, now), unitOfWork);
        await recordIdentityCheck(host, { meetingId: meeting.id, participantId, method }, unitOfWork);
        await trail(deciding, "room:telephone-begin");
      }),

    end: (actor, wanted, own) =>
      decide(actor, wanted, own, async (deciding) => {
        const { seat, now, unitOfWork } = deciding;
        if (!seat || !isByTelephone(seat))
          throw new DomainError("wrong_state", "Personen är inte med på telefon.");
        if (seat.generation !== wanted.generation) throw cameAnew();
        await rooms.keep(movedSeat(seat, "leave", now) ?? seat, unitOfWork);
        await trail(deciding, "room:telephone-end");
      }),
  };
}

function requireCallable(meeting: MeetingRecord, participantId: string, now: Date): void {
  const called = meeting.participants.find(({ id }) => id === participantId);
  if (!called) throw new DomainError("not_found", "Personen är inte med i mötet.");
  if (called.role === "handlaggare")
    throw new DomainError("not_allowed", "Handläggare går själva in och ut.");
  if (!allows(meeting, "enter", now)) throw new DomainError("wrong_state", "Mötet är slut.");
}
