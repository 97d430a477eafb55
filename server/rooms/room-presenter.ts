import type { ParticipantRecord } from "../meetings/meeting-record.ts";
import type { RoomRecord } from "./room-record.ts";
import type { RoomView, SeatView } from "./rooms.contract.ts";
import { isPresent, type Seat } from "./seat-rules.ts";

/**
 * The room as one participant may see it. A handläggare sees every seat; one who was let in sees those who are
 * there; one who was not sees nothing but their own seat.
 *
 * @throws Error for a reader who takes no part in the meeting.
 */
export function presentRoom(room: RoomRecord, readerId: string): RoomView {
  const seatOf = new Map(room.seats.map((seat) => [seat.participantId, seat]));
  const reader = room.participants.find(({ id }) => id === readerId);
  if (!reader) throw new Error("A reader from outside the meeting.");
  const state = seatOf.get(readerId)?.state ?? "absent";
  const maySee = ({ id }: ParticipantRecord): boolean => {
    if (id === readerId || reader.role === "handlaggare") return true;
    return state === "in_call" && isPresent(seatOf.get(id)?.state ?? "absent");
  };
  return {
    meetingId: room.meetingId,
    startAt: room.startsAt.toISOString(),
    endAt: room.endsAt.toISOString(),
    version: room.version,
    me: { participantId: readerId, state, mayAdmit: reader.role === "handlaggare" && state === "in_call" },
    seats: room.participants
      .filter(maySee)
      .map((participant) => presentSeat(participant, seatOf.get(participant.id), readerId)),
    phone: room.phone,
  };
}

/** A protected person's name is shown to nobody else, not even in the room: there they are known by their role. */
function presentSeat(participant: ParticipantRecord, seat: Seat | undefined, readerId: string): SeatView {
  const isMe = participant.id === readerId;
  const gone = !seat || seat.state === "absent";
  return {
    participantId: participant.id,
    role: participant.role,
    organisationId: participant.organisationId,
    title: participant.title,
    name: isMe || participant.protection === "none" ? participant.name : null,
    state: seat?.state ?? "absent",
    identifiedBy: gone ? null : seat.identifiedBy,
    since: seat?.changedAt.toISOString() ?? null,
    isMe,
  };
}
