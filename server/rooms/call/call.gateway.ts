import { DomainError } from "../../platform/domain-error.ts";
import type { ExtendMeeting } from "../../meetings/extend-meeting.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Connection, Door, Gateway } from "../../realtime/connection.ts";
import type { InvitedActor, StaffActor } from "../../identity/actor.ts";
import { callChannel, type RoomAudience } from "../room-audience.ts";
import type { KeepCall } from "./keep-call.ts";
import { createMessagePace, type MessagePace } from "./message-pace.ts";

/** @throws DomainError `wrong_state` for who is not in the call. */
type ClaimOf = (connection: Connection, meetingId: string) => Parameters<KeepCall["raiseHand"]>[0];

interface Needs {
  readonly audience: RoomAudience;
  readonly keepCall: KeepCall;
  readonly extendMeeting: ExtendMeeting;
  readonly clock: Clock;
}

/** The door for what is done in a meeting: by who is in the call, as this process sees it and then as the database does. */
export function createCallGateway({ audience, keepCall, extendMeeting, clock }: Needs): Gateway {
  const claimOf: ClaimOf = (connection, meetingId) => audience.requireInCall(connection, meetingId).claim;
  const paces = new WeakMap<Connection, MessagePace>();
  return (door) => {
    keepsCall(door, keepCall, claimOf);

    door.on("meeting:extend", async ({ meetingId, minutes, seenEndAt }, actor, connection) => {
      claimOf(connection, meetingId);
      await extendMeeting(requireStaff(actor), { meetingId, minutes, seenEndAt: new Date(seenEndAt) });
      return null;
    });
    door.on("chat:send", async ({ meetingId, messageId, text }, _actor, connection) => {
      const from = claimOf(connection, meetingId).participantId;
      const pace = paces.get(connection) ?? createMessagePace();
      paces.set(connection, pace);
      if (!pace.allows(clock.now()))
        throw new DomainError(
          "too_many_requests",
          "Du skriver fortare än de andra hinner läsa. Vänta några sekunder och skicka igen.",
        );
      const message = { meetingId, messageId, from, at: clock.now().toISOString(), text };
      connection.tell(callChannel(meetingId), "chat:said", message);
      return message;
    });
  };
}

/** What is kept with the seat and the room. */
function keepsCall(door: Door, keepCall: KeepCall, claimOf: ClaimOf): void {
  door.on("hand:raise", async ({ meetingId }, _actor, connection) => {
    await keepCall.raiseHand(claimOf(connection, meetingId));
    return null;
  });
  door.on("hand:lower", async ({ meetingId, participantId }, _actor, connection) => {
    await keepCall.lowerHand(claimOf(connection, meetingId), participantId);
    return null;
  });
  door.on("pause:ask", async ({ meetingId }, _actor, connection) => {
    await keepCall.askForPause(claimOf(connection, meetingId));
    return null;
  });
  door.on("pause:begin", async ({ meetingId, minutes }, _actor, connection) => {
    await keepCall.beginPause(claimOf(connection, meetingId), minutes);
    return null;
  });
  door.on("pause:end", async ({ meetingId }, _actor, connection) => {
    await keepCall.endPause(claimOf(connection, meetingId));
    return null;
  });
  door.on("agenda:mark", async ({ meetingId, item, done }, _actor, connection) => {
    await keepCall.markAgenda(claimOf(connection, meetingId), item, done);
    return null;
  });
  door.on("notes:choose", async ({ meetingId, chosen }, actor, connection) => {
    await keepCall.chooseNotes(claimOf(connection, meetingId), requireStaff(actor).organisationId, chosen);
    return null;
  });
  door.on("notes:share", async ({ meetingId, shared }, _actor, connection) => {
    await keepCall.shareNotes(claimOf(connection, meetingId), shared);
    return null;
  });
}

function requireStaff(actor: StaffActor | InvitedActor): StaffActor {
  if (actor.kind === "staff") return actor;
  throw new DomainError("not_allowed", "Det är handläggarna som gör det.");
}
