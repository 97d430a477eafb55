import { policyFactsOf } from "../meetings/meeting-participants.ts";
import type { FindMeeting, MeetingRecord } from "../meetings/meeting-record.ts";
import type { Clock } from "../platform/clock.ts";
import type { RoomRecord } from "./room-record.ts";
import type { RoomsRepository } from "./rooms.repository.ts";

/**
 * Reads a room whoever asks; what each reader may see of it is the presenter's.
 *
 * @param known its meeting, by one who has just read it and hears when it changes.
 */
export type ReadRoom = (meetingId: string, known?: MeetingRecord) => Promise<RoomRecord | undefined>;

export function createReadRoom({
  rooms,
  findMeeting,
  listIdentityChecks,
  clock,
}: {
  rooms: RoomsRepository;
  findMeeting: FindMeeting;
  listIdentityChecks: (meetingId: string) => Promise<RoomRecord["checks"]>;
  clock: Clock;
}): ReadRoom {
  return async (meetingId, known) => {
    // The version first: nothing older than it is read with it, and so shown as it.
    const room = await rooms.read(meetingId);
    const [meeting, checks] = await Promise.all([
      known ?? findMeeting(meetingId),
      listIdentityChecks(meetingId),
    ]);
    if (!meeting) return undefined;
    const { type, startsAt, endsAt, participants, ownerOrganisationId, consentedParties } = meeting;
    const about = { meetingId, type, startsAt, endsAt, participants, ownerOrganisationId, consentedParties };
    const facts = policyFactsOf(meeting);
    return { ...about, facts, ...room, checks, readAt: clock.now() };
  };
}
