import { mayKnowWho } from "../meetings/as-shared.ts";
import type { ParticipantRecord } from "../meetings/meeting-record.ts";
import { presentCall } from "./call/present-call.ts";
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
  const checkOf = new Map(room.checks.map(({ participantId, method }) => [participantId, method]));
  const own = seatOf.get(readerId);
  const state = own?.state ?? "absent";
  const maySee = ({ id }: ParticipantRecord): boolean => {
    if (id === readerId || reader.role === "handlaggare") return true;
    const seat = seatOf.get(id);
    return state === "in_call" && seat !== undefined && isPresent(seat);
  };
  const isInside = reader.role === "handlaggare" || state === "in_call";
  return {
    meetingId: room.meetingId,
    startAt: room.startsAt.toISOString(),
    endAt: room.endsAt.toISOString(),
    now: room.readAt.toISOString(),
    // Outside, how much happens inside is not to be told either.
    version: isInside ? room.version : (own?.version ?? 0),
    me: {
      participantId: readerId,
      state,
      generation: own?.generation ?? 0,
      mayAdmit: reader.role === "handlaggare" && state === "in_call",
    },
    seats: room.participants.filter(maySee).map((participant) => ({
      ...presentSeat(participant, seatOf.get(participant.id), { reader, room }),
      checkedBy: checkOf.get(participant.id) ?? null,
    })),
    call: state === "in_call" ? presentCall(room) : null,
    relayOnly: room.participants.some(({ protection }) => protection !== "none"),
    phone: room.phone,
  };
}

/**
 * A protected person's name is shown to nobody else, not even in the room: there they are known by their role. So is the
 * individual to an agency that they no longer agree to.
 */
function presentSeat(
  participant: ParticipantRecord,
  seat: Seat | undefined,
  { reader, room }: { reader: ParticipantRecord; room: RoomRecord },
): Omit<SeatView, "checkedBy"> {
  const isMe = participant.id === reader.id;
  const isWithheld =
    reader.organisationId !== null &&
    (participant.role === "individual" || participant.role === "representative") &&
    !mayKnowWho(room, reader.organisationId);
  const isNamed = participant.protection === "none" && !isWithheld;
  const gone = !seat || seat.state === "absent";
  return {
    participantId: participant.id,
    role: participant.role,
    organisationId: participant.organisationId,
    title: participant.title,
    interprets: participant.external?.kind === "tolk",
    name: isMe || isNamed ? participant.name : null,
    state: seat?.state ?? "absent",
    generation: seat?.generation ?? null,
    identifiedBy: gone ? null : seat.identifiedBy,
    since: seat?.changedAt.toISOString() ?? null,
    isMe,
  };
}
