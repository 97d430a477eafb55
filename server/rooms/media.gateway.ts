import { DomainError } from "../platform/domain-error.ts";
import type { Connection, Door, Gateway } from "../realtime/connection.ts";
import { createBrokenPairs, type BrokenPairs } from "./broken-pairs.ts";
import type { GiveRelayAccess } from "./give-relay-access.ts";
import { hideAddresses } from "./hide-addresses.ts";
import { callChannel, seatChannel, type InCall, type RoomAudience } from "./room-audience.ts";
import { isByTelephone } from "./seat-rules.ts";

interface Needs {
  readonly audience: Pick<RoomAudience, "requireInCall">;
  readonly giveRelayAccess: GiveRelayAccess;
}

/**
 * Carries what browsers in a call tell each other to connect, and no sound or picture. Nothing of it is kept or logged: it holds
 * people's addresses. In a room with somebody protected all of those are taken out.
 */
export function createMediaGateway({ audience, giveRelayAccess }: Needs): Gateway {
  return (door) => {
    door.on("signal:send", async ({ meetingId, to, toGeneration, signal }, _actor, connection) => {
      const { claim, room } = audience.requireInCall(connection, meetingId);
      const seat = seatInCall(room, to);
      if (seat?.generation !== toGeneration || to === claim.participantId)
        throw new DomainError("wrong_state", "Personen är inte i mötet just nu.");
      const isHidden = room.participants.some(({ protection }) => protection !== "none");
      const told = isHidden ? hideAddresses(signal) : signal;
      const { participantId: from, generation: fromGeneration } = claim;
      if (told)
        connection.tell(seatChannel(seat), "signal:received", {
          meetingId,
          from,
          fromGeneration,
          signal: told,
        });
      return null;
    });
    door.on("relay:read", async ({ meetingId }, _actor, connection) =>
      giveRelayAccess(audience.requireInCall(connection, meetingId).claim.participantId),
    );
    watchPairs(door, audience);
  };
}

/** Tells the others whom one hears, and has both ends connect anew where one goes on not being heard. */
function watchPairs(door: Door, audience: Needs["audience"]): void {
  const pairsOf = new WeakMap<Connection, BrokenPairs>();
  door.on("media:report", async ({ meetingId, peers }, _actor, connection) => {
    const broken = pairsOf.get(connection) ?? createBrokenPairs();
    pairsOf.set(connection, broken);
    const { claim, room } = audience.requireInCall(connection, meetingId);
    const { participantId: from } = claim;
    const known = peers.filter(({ participantId }) => seatInCall(room, participantId));
    connection.tell(callChannel(meetingId), "media:reported", { meetingId, from, peers: known });
    for (const other of broken.report(known)) {
      connection.emit("media:restart", { meetingId, participantId: other });
      const seat = seatInCall(room, other);
      if (seat) connection.tell(seatChannel(seat), "media:restart", { meetingId, participantId: from });
    }
    return null;
  });
}

function seatInCall({ seats }: InCall["room"], participantId: string) {
  return seats.find(
    (seat) => seat.participantId === participantId && seat.state === "in_call" && !isByTelephone(seat),
  );
}
