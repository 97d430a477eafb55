import { mayKnowWho } from "../../meetings/as-shared.ts";
import type { JointNotes } from "../../outcomes/joint-note.ts";
import { DomainError } from "../../platform/domain-error.ts";
import type { Connection, Gateway } from "../../realtime/connection.ts";
import { seatChannel, type RoomAudience } from "../room-audience.ts";
import type { KnownRoom } from "../known-room.ts";

/** The door for the joint notes in a meeting. What is saved is told, seat by seat, to those who may read it. */
export function createNoteGateway({
  audience,
  jointNotes,
}: {
  readonly audience: RoomAudience;
  readonly jointNotes: JointNotes;
}): Gateway {
  const writtenBy = new WeakMap<Connection, Set<string>>();
  return (door) => {
    door.on("note:read", async ({ meetingId }, actor, connection) => {
      const { room } = audience.requireInCall(connection, meetingId);
      if (actor.kind === "staff") return jointNotes.read(actor, meetingId);
      if (!room.notesShared) throw notShared();
      return jointNotes.readShared(meetingId);
    });
    door.on("note:write", async ({ meetingId, text, seen }, actor, connection) => {
      const { room } = audience.requireInCall(connection, meetingId);
      if (actor.kind !== "staff") throw notShared();
      const written = writtenBy.get(connection) ?? new Set<string>();
      const isFirst = !written.has(meetingId);
      const result = await jointNotes.write(actor, { meetingId, text, seen }, isFirst);
      if (!result.saved) return result;
      writtenBy.set(connection, written.add(meetingId));
      for (const channel of readersOf(room))
        connection.tell(channel, "note:changed", { meetingId, ...result.note });
      return result;
    });
  };
}

/** The seats of those in the call who may read the joint notes: agencies that the individual agrees to, and others when they are shared. */
function readersOf(room: KnownRoom): string[] {
  const mayRead = new Set(
    room.participants
      .filter(({ organisationId }) => (organisationId ? mayKnowWho(room, organisationId) : room.notesShared))
      .map(({ id }) => id),
  );
  return room.seats
    .filter(({ state, participantId }) => state === "in_call" && mayRead.has(participantId))
    .map(seatChannel);
}

function notShared(): DomainError {
  return new DomainError("not_allowed", "Det är handläggarna som skriver den gemensamma anteckningen.");
}
