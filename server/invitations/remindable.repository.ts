import { sql } from "kysely";
import type { Reachable } from "../people/channel.ts";
import type { MessageKind } from "./invitations.contract.ts";
import type { Database } from "../platform/database/database.ts";
import type { Remindable } from "./reminders.ts";

/** A participant who could be reminded, and of what. */
interface RemindableMeeting extends Remindable {
  readonly meetingId: string;
  readonly timeVersion: number;
  readonly participantId: string;
  /** The reminders of the present time that are written already, whichever way they go. */
  readonly written: readonly MessageKind[];
}

/** Who answers for a person that nothing is sent to is not sent anything either. */
const mayBeReminded = sql<boolean>`exists (select from cooperation_case c
  join individual represented on represented.person_id = c.individual_id
  where c.id = r.case_id and r.withdrawn_at is null and represented.protection = 'none')`;

/** Finds whom reminders are computed for. */
export function createRemindableRepository(database: Database) {
  return {
    /** Booked meetings that start before an instant, with each participant who could be reminded. */
    list: (period: { from: Date; to: Date }) =>
      database
        .query()
        .selectFrom("meeting as m")
        .innerJoin("participant as p", "p.meeting_id", "m.id")
        .leftJoin("individual as i", "i.person_id", "p.person_id")
        .leftJoin("representative as r", "r.person_id", "p.person_id")
        .where("p.left_at", "is", null)
        .where((e) => e.or([e("i.person_id", "is not", null), mayBeReminded]))
        .where("m.status", "=", "booked")
        .where("m.starts_at", ">", period.from)
        .where("m.starts_at", "<=", period.to)
        .select([
          "m.id as meetingId",
          "m.time_version as timeVersion",
          "m.type",
          "m.starts_at as startsAt",
          // Who came later was told of the time then.
          sql<Date>`greatest(m.time_set_at, p.created_at)`.as("timeSetAt"),
          "p.id as participantId",
          (e) => e.fn.coalesce("i.email", "r.email").as("email"),
          "i.phone",
          "i.address",
          "i.channel_order as channelOrder",
          (e) => e.fn.coalesce("i.protection", e.val("none")).as("protection"),
          sql<MessageKind[]>`array(select w.kind from message w where w.participant_id = p.id
            and w.time_version = m.time_version and w.recall_id is null and starts_with(w.kind, 'reminder_'))`.as(
            "written",
          ),
        ])
        .$castTo<Reachable & RemindableMeeting>()
        .execute(),
  };
}
export type RemindableRepository = ReturnType<typeof createRemindableRepository>;
