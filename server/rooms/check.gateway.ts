import type { InvitedActor, StaffActor } from "../identity/actor.ts";
import { meetingPolicy } from "../identity/policy/policy.ts";
import { DomainError } from "../platform/domain-error.ts";
import type { Gateway } from "../realtime/connection.ts";
import type { GiveRelayAccess } from "./give-relay-access.ts";
import type { ReadRoom } from "./read-room.ts";

/** Lets whoever takes part in a meeting try the relay days ahead, whether the room is open or not. */
export function createCheckGateway({
  readRoom,
  giveRelayAccess,
}: {
  readRoom: ReadRoom;
  giveRelayAccess: GiveRelayAccess;
}): Gateway {
  const participantOf = async (actor: StaffActor | InvitedActor, meetingId: string): Promise<string> => {
    const room = await readRoom(meetingId);
    if (!room || !meetingPolicy.enterRoom(actor, room.facts))
      throw new DomainError("not_found", "Mötet finns inte.");
    if (actor.kind === "invited") return actor.participantId;
    return room.participants.find(({ personId }) => personId === actor.personId)?.id ?? "";
  };
  return (door) => {
    door.on("check:begin", async ({ meetingId }, actor) =>
      giveRelayAccess(await participantOf(actor, meetingId)),
    );
  };
}
