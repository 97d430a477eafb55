import type { Reachable } from "../people/channel.ts";
import type { Database } from "../platform/database/database.ts";

/** A participant who could be reminded, and of what. */
interface RemindableMeeting {
  readonly meetingId: string;
  readonly timeVersion: number;
  readonly startsAt: Date;
  readonly timeSetAt: Date;
  readonly participantId: string;
}

/** Finds whom reminders are computed for. */
export function createRemindableRepository(database: Database) {
  return {
    /** Booked meetings that start before an instant, with each participant who could be reminded. */
    list: (period: { from: Date; to: Date }) =>
      database
        .query()
        .selectFrom("meeting as m")
        .innerJoin("participant as p", "p.meeting_id", "m.id")
        .innerJoin("individual as i", "i.person_id", "p.person_id")
        .where("m.status", "=", "booked")
        .where("m.starts_at", ">", period.from)
        .where("m.starts_at", "<=", period.to)
        .select([
          "m.id as meetingId",
          "m.time_version as timeVersion",
          "m.starts_at as startsAt",
          "m.time_set_at as timeSetAt",
          "p.id as participantId",
          "i.email",
          "i.phone",
          "i.address",
          "i.channel_order as channelOrder",
          "i.protection",
        ])
        .$castTo<Reachable & RemindableMeeting>()
        .execute(),
  };
}
export type RemindableRepository = ReturnType<typeof createRemindableRepository>;
