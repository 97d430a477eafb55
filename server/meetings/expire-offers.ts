import type { QueueMessages } from "../invitations/queue-messages.ts";
import type { Clock } from "../platform/clock.ts";
import type { ReserveTime } from "../scheduling/reserve-time.ts";
import { allows } from "./life-cycle.ts";
import { askersOf, personIdsOf } from "./meeting-participants.ts";
import type { MeetingRecord } from "./meeting-record.ts";
import type { MeetingsRepository } from "./meetings.repository.ts";
import type { OffersRepository } from "./offers.repository.ts";

const OFFERS_A_RUN = 200;

/**
 * Ends the offers and drafts whose deadline has passed by what the database says: frees the times and tells those who
 * had been told of an offer, or who wait for the other agency's word. May run as often as one likes and in several
 * processes: each offer ends once, and one that was being chosen from when its deadline passed is either chosen or expired.
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
        const locked = await meetings.find(meetingId, { unitOfWork, forUpdate: true });
        const ending = locked?.status === "draft" ? "not_answered" : "offer_expired";
        await offers.end(meetingId, { ending, at }, unitOfWork);
        await meetings.appendEvent({ meetingId, kind: ending, actorId: null, at }, unitOfWork);
        if (locked?.status === "draft")
          await queueMessages(meetingId, "confirmation_expired", unitOfWork, askersOf(locked));
        else await queueMessages(meetingId, "offer_expired", unitOfWork);
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
