import { MEETING_TYPE } from "../../meetings/types/registered-types.contract.ts";
import type { FindMeeting } from "../../meetings/meeting-record.ts";
import type { OrganisationId } from "../../people/people.contract.ts";
import type { Clock } from "../../platform/clock.ts";
import { DomainError } from "../../platform/domain-error.ts";
import type { Transactions, UnitOfWork } from "../../platform/unit-of-work.ts";
import type { RoomsRepository } from "../rooms.repository.ts";
import type { Seat, SeatClaim } from "../seat-rules.ts";
import type { CallRepository } from "./call.repository.ts";
import type { CallState } from "./call-state.ts";

/**
 * What people do in a meeting that everybody then sees, also who comes back after a lost connection. Each may run twice.
 *
 * @throws DomainError `wrong_state` for a claim that is not in the call, `not_allowed` for what only handläggare do.
 */
export interface KeepCall {
  raiseHand(own: SeatClaim): Promise<void>;
  /** One's own; a handläggare takes down others' too, when it is their turn. */
  lowerHand(own: SeatClaim, participantId: string): Promise<void>;
  /** Anybody may; who asked first has asked. */
  askForPause(own: SeatClaim): Promise<void>;
  /** A handläggare says how long it is. */
  beginPause(own: SeatClaim, minutes: number): Promise<void>;
  /** A handläggare ends a pause, or who asked takes it back before it has begun. */
  endPause(own: SeatClaim): Promise<void>;
  /** A handläggare ticks a point of the agenda. @throws DomainError `not_found` for one that isn't on it. */
  markAgenda(own: SeatClaim, item: string, done: boolean): Promise<void>;
  /** A handläggare says, for their agency, whether messages may be put into the joint notes. */
  chooseNotes(own: SeatClaim, organisationId: OrganisationId, chosen: boolean): Promise<void>;
  /** A handläggare says whether all in the call may read the joint notes. */
  shareNotes(own: SeatClaim, shared: boolean): Promise<void>;
}

/** A call that is being changed, by one who is in it. */
interface Changing {
  readonly call: CallState;
  readonly isHost: boolean;
  readonly unitOfWork: UnitOfWork;
}

export function createKeepCall({
  rooms,
  calls,
  findMeeting,
  transactions,
  clock,
}: {
  rooms: RoomsRepository;
  calls: CallRepository;
  findMeeting: FindMeeting;
  transactions: Transactions;
  clock: Clock;
}): KeepCall {
  const change = (own: SeatClaim, work: (changing: Changing) => Promise<unknown>): Promise<void> =>
    transactions.transaction(async (unitOfWork) => {
      const seats = await rooms.open(own.meetingId, unitOfWork);
      const seat = seats.find((taken) => isTheirs(taken, own));
      if (!seat) throw new DomainError("wrong_state", "Du är inte i mötet just nu.");
      const isHost = seat.identifiedBy === "staff_sign_in";
      const { call } = await rooms.read(own.meetingId, unitOfWork);
      await work({ call, isHost, unitOfWork });
    });
  const changeAsHost = (own: SeatClaim, work: (changing: Changing) => Promise<unknown>) =>
    change(own, async (changing) => {
      if (!changing.isHost) throw onlyHandlaggare();
      await work(changing);
    });

  return {
    raiseHand: ({ meetingId, participantId, generation }) =>
      change({ meetingId, participantId, generation }, async ({ call, unitOfWork }) => {
        if (call.hands.has(participantId)) return;
        await calls.keepHand({ meetingId, participantId, at: clock.now() }, unitOfWork);
      }),

    lowerHand: (own, participantId) =>
      change(own, async ({ call, isHost, unitOfWork }) => {
        if (participantId !== own.participantId && !isHost) throw onlyHandlaggare();
        if (!call.hands.has(participantId)) return;
        await calls.keepHand({ meetingId: own.meetingId, participantId, at: null }, unitOfWork);
      }),

    askForPause: ({ meetingId, participantId, generation }) =>
      change({ meetingId, participantId, generation }, async ({ call, unitOfWork }) => {
        if (isGoingOn(call, clock.now())) return;
        const pause = { askedBy: participantId, askedAt: clock.now(), until: null };
        await calls.keepPause(meetingId, pause, unitOfWork);
      }),

    beginPause: (own, minutes) =>
      changeAsHost(own, async ({ call, unitOfWork }) => {
        const now = clock.now();
        const until = new Date(now.getTime() + minutes * 60_000);
        const asked = isGoingOn(call, now) && call.pause ? call.pause : undefined;
        const { askedBy, askedAt } = asked ?? { askedBy: own.participantId, askedAt: now };
        await calls.keepPause(own.meetingId, { askedBy, askedAt, until }, unitOfWork);
      }),

    endPause: (own) =>
      change(own, async ({ call: { pause }, isHost, unitOfWork }) => {
        if (!pause) return;
        const takesBack = pause.until === null && pause.askedBy === own.participantId;
        if (!isHost && !takesBack) throw onlyHandlaggare();
        await calls.keepPause(own.meetingId, null, unitOfWork);
      }),

    markAgenda: (own, item, done) =>
      changeAsHost(own, async ({ call: { agendaDone }, unitOfWork }) => {
        const meeting = await findMeeting(own.meetingId, { unitOfWork });
        if (!meeting || !MEETING_TYPE[meeting.type].agenda.some(({ code }) => code === item))
          throw new DomainError("not_found", "Punkten finns inte på dagordningen.");
        const others = agendaDone.filter((code) => code !== item);
        await calls.keepAgenda(own.meetingId, done ? [...others, item] : others, unitOfWork);
      }),

    chooseNotes: (own, organisationId, chosen) =>
      changeAsHost(own, async ({ call: { notesChosenBy }, unitOfWork }) => {
        const others = notesChosenBy.filter((id) => id !== organisationId);
        const by = chosen ? [...others, organisationId] : others;
        await calls.keepNotesChosenBy(own.meetingId, by, unitOfWork);
      }),

    shareNotes: (own, shared) =>
      changeAsHost(own, ({ unitOfWork }) => calls.keepNotesShared(own.meetingId, shared, unitOfWork)),
  };
}

function isTheirs(seat: Seat, own: SeatClaim): boolean {
  return (
    seat.participantId === own.participantId && seat.generation === own.generation && seat.state === "in_call"
  );
}

/** Whether a pause is asked for or lasts. One whose time is up is no hindrance to the next. */
function isGoingOn({ pause }: CallState, now: Date): boolean {
  return pause !== null && (pause.until === null || now < pause.until);
}

function onlyHandlaggare(): DomainError {
  return new DomainError("not_allowed", "Det är handläggarna som gör det.");
}
