import type { FindMeeting } from "../meetings/meeting-record.ts";
import type { FindCase } from "../people/case-record.ts";
import type { ListOrganisations } from "../people/staff-record.ts";
import type { RoomRecord } from "./room-record.ts";
import type { RoomsRepository } from "./rooms.repository.ts";

/** Reads a room whoever asks; what each reader may see of it is the presenter's. */
export type ReadRoom = (meetingId: string) => Promise<RoomRecord | undefined>;

export function createReadRoom({
  rooms,
  findMeeting,
  findCase,
  listOrganisations,
}: {
  rooms: RoomsRepository;
  findMeeting: FindMeeting;
  findCase: FindCase;
  listOrganisations: ListOrganisations;
}): ReadRoom {
  return async (meetingId) => {
    const [meeting, room] = await Promise.all([findMeeting(meetingId), rooms.read(meetingId)]);
    if (!meeting) return undefined;
    const [owned, organisations] = await Promise.all([findCase(meeting.caseId), listOrganisations()]);
    const { startsAt, endsAt, participants } = meeting;
    const owner = organisations.find(({ id }) => id === owned?.ownerOrganisationId);
    return { meetingId, startsAt, endsAt, participants, ...room, phone: owner?.phone ?? null };
  };
}
