import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import type { Period } from "../scheduling/busy-time.ts";
import type { FeedMeeting } from "./feed-record.ts";

/** Reads what goes into a person's feeds. */
export function createFeedMeetingsRepository(database: Database) {
  return {
    /**
     * The person's meetings in a period that are booked or were held, and each time that is held for them for one
     * that is offered.
     *
     * @param query.participantId when given, that participation's meeting alone, and only when it is settled: no times held,
     * no draft.
     */
    list: (query: {
      personId: string;
      participantId: string | null;
      period: Period;
    }): Promise<FeedMeeting[]> => {
      const { personId, participantId, period } = query;
      const statuses = ["booked", "held", ...(participantId ? [] : ["draft", "offered"])];
      return (
        database
          .query()
          .selectFrom("participant as p")
          .innerJoin("meeting as m", "m.id", "p.meeting_id")
          .innerJoin("cooperation_case as c", "c.id", "m.case_id")
          .innerJoin("individual as i", "i.person_id", "c.individual_id")
          .leftJoin("held_time as h", (join) =>
            join
              .onRef("h.meeting_id", "=", "m.id")
              .on("h.state", "=", "held")
              .on("m.status", "in", ["draft", "offered"]),
          )
          .where("p.person_id", "=", personId)
          .where("p.left_at", "is", null)
          .$if(participantId !== null, (own) => own.where("p.id", "=", participantId))
          .where("m.status", "in", statuses)
          .where((e) =>
            e.not(
              e.exists(
                e
                  .selectFrom("disqualification as d")
                  .whereRef("d.case_id", "=", "c.id")
                  .where("d.handlaggare_id", "=", personId)
                  .select("d.case_id"),
              ),
            ),
          )
          // While the individual may pick any time, none is taken.
          .where((e) => e.or([e("m.open_from", "is", null), e("m.status", "not in", ["draft", "offered"])]))
          .where((e) => e.or([e("p.binding", "=", true), e("m.status", "not in", ["draft", "offered"])]))
          .where((e) => e(e.fn.coalesce("h.ends_at", "m.ends_at"), ">", period.startAt))
          .where((e) => e(e.fn.coalesce("h.starts_at", "m.starts_at"), "<", period.endAt))
          .select((e) => [
            e.fn.coalesce("h.starts_at", "m.starts_at").as("startsAt"),
            e.fn.coalesce("h.ends_at", "m.ends_at").as("endsAt"),
            "h.id as heldTimeId",
            e("m.status", "=", "draft").as("isDraft"),
            "m.id",
            "p.uid",
            "p.sequence",
            "p.binding",
            "m.type",
            "m.reference",
            "m.created_at as createdAt",
            "m.changed_at as changedAt",
            sql<boolean>`i.protection <> 'none'`.as("protected"),
          ])
          .$castTo<FeedMeeting>()
          .execute()
      );
    },
  };
}
export type FeedMeetingsRepository = ReturnType<typeof createFeedMeetingsRepository>;
