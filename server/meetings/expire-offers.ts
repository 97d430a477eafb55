import type { QueueMessages } from "../invitations/queue-messages.ts";
import type { Clock } from "../platform/clock.ts";
import type { ReserveTime } from "../scheduling/reserve-time.ts";
import { allows } from "./life-cycle.ts";
import { personIdsOf, type MeetingRecord } from "./meeting-record.ts";
import type { MeetingsRepository } from "./meetings.repository.ts";
import type { OffersRepository } from "./offers.repository.ts";

const OFFERS_A_RUN = 200;

/**
 * Ends the offers whose deadline has passed by what the database says: frees the times and tells those who had been
 * told of them. May run as often as one likes and in several processes: each offer ends once, and one that was being
 * chosen from when its deadline passed is either chosen or expired.
 *
 * @returns how many deadlines had passed.
 */
export type ExpireOffers = () => Promise<number>;

export function createExpireOffers({
  meetings,
  offers,
  reserveTime,
  queueMessages,
  clock,
}: {
  meetings: MeetingsRepository;
  offers: OffersRepository;
  reserveTime: ReserveTime;
  queueMessages: QueueMessages;
  clock: Clock;
}): ExpireOffers {
  async function expire({ id: meetingId, ...meeting }: MeetingRecord): Promise<void> {
    await reserveTime({
      personIds: personIdsOf(meeting),
      async done(unitOfWork) {
        const now = await meetings.find(meetingId, { ...(unitOfWork && { unitOfWork }) });
        return now && allows(now, "expire", clock.now()) ? undefined : meetingId;
      },
      async write(unitOfWork) {
        const at = clock.now();
        await meetings.find(meetingId, { unitOfWork, forUpdate: true });
        await offers.end(meetingId, { ending: "offer_expired", at }, unitOfWork);
        await meetings.appendEvent({ meetingId, kind: "offer_expired", actorId: null, at }, unitOfWork);
        await queueMessages(meetingId, "offer_expired", unitOfWork);
        return { meetingId, taken: [] };
      },
    });
  }

  return async () => {
    const expired = await offers.listExpired(clock.now(), OFFERS_A_RUN);
    for (const meetingId of expired) {
      const meeting = await meetings.find(meetingId);
      if (meeting) await expire(meeting);
    }
    return expired.length;
  };
}
