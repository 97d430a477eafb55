import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import { SEAT_COLUMNS } from "./rooms.repository.ts";
import { isNodeDead } from "./nodes.repository.ts";
import type { Seat } from "./seat-rules.ts";

/** A seat as a sweep finds it. */
export interface SweptSeat extends Seat {
  /** When the node that held the seat was last known to live; null while it lives. */
  readonly nodeLostAt: Date | null;
  /** Whether it is somebody's by telephone, in a room that has closed: nobody's connection ends that. */
  readonly isOver: boolean;
}

/** A seat that a sweep has emptied, or from which the connection was lost. */
export interface LostSeat extends Seat {
  /** When its presence ended. */
  readonly until: Date;
}

/** What a sweep reads and writes: many rooms at once, since a server that dies leaves hundreds. */
export function createSweptSeatsRepository(database: Database) {
  const selectSwept = (unitOfWork?: UnitOfWork) =>
    database.query(unitOfWork).selectFrom("seat as s").leftJoin("node as n", "n.id", "s.node_id");
  /** Those by telephone in rooms that have closed. */
  const selectOver = (closedAfter: Date) =>
    database
      .query()
      .selectFrom("seat as s")
      .innerJoin("meeting as m", "m.id", "s.meeting_id")
      .where("s.node_id", "is", null)
      .where("s.state", "=", "in_call")
      .where("m.ends_at", "<=", closedAfter);
  const isLost = sql<boolean>`(s.node_id is not null and ${isNodeDead})`;

  return {
    /**
     * Rooms with a seat on a dead node, whose lost ones have not come back by an instant, or that have closed with somebody on the telephone.
     *
     * @param closedAfter when meetings ended whose rooms close now.
     */
    async listToSweep(now: Date, closedAfter: Date): Promise<string[]> {
      const rows = await selectSwept()
        .where((e) =>
          e.or([
            e.and([e("s.state", "in", ["waiting", "in_call", "on_hold"]), isLost]),
            e.and([e("s.state", "=", "reconnecting"), e("s.back_by", "<=", now)]),
          ]),
        )
        .select("s.meeting_id as meetingId")
        .union(selectOver(closedAfter).select("s.meeting_id as meetingId"))
        .execute();
      return rows.map(({ meetingId }) => meetingId);
    },

    /** Locks those rooms that nobody else is at, until the unit of work ends. @returns their seats, with what a sweep goes by. */
    async open(
      meetingIds: readonly string[],
      closedAfter: Date,
      unitOfWork: UnitOfWork,
    ): Promise<SweptSeat[]> {
      const { rows } = await sql<{ meeting_id: string }>`
        select meeting_id from room where meeting_id = any (${meetingIds}::uuid[])
        order by meeting_id for update skip locked`.execute(database.query(unitOfWork));
      if (rows.length === 0) return [];
      const opened = rows.map(({ meeting_id }) => meeting_id);
      return selectSwept(unitOfWork)
        .where("s.meeting_id", "in", opened)
        .select(SEAT_COLUMNS)
        .select(
          sql<Date | null>`case when ${isLost} then coalesce(n.renewed_at, clock_timestamp()) end`.as(
            "nodeLostAt",
          ),
        )
        .select(
          sql<boolean>`(s.node_id is null and s.state = 'in_call'
            and (select ends_at from meeting where id = s.meeting_id) <= ${closedAfter})`.as("isOver"),
        )
        .$castTo<SweptSeat>()
        .execute();
    },

    /** Keeps seats that nobody sits in any more: their presence ends, and each room's version rises once. */
    async keepLost(seats: readonly LostSeat[], unitOfWork: UnitOfWork): Promise<void> {
      const query = database.query(unitOfWork);
      const column = <K extends keyof LostSeat>(key: K) => seats.map((seat) => seat[key]);
      await sql`update room set version = version + 1
        where meeting_id = any (${[...new Set(column("meetingId"))]}::uuid[])`.execute(query);
      await sql`update seat as s
        set state = v.state, back_by = v.back_by, changed_at = v.changed_at, version = r.version
        from unnest(${column("participantId")}::uuid[], ${column("state")}::text[],
          ${column("backBy")}::timestamptz[], ${column("changedAt")}::timestamptz[])
          as v (participant_id, state, back_by, changed_at), room as r
        where s.participant_id = v.participant_id and r.meeting_id = s.meeting_id`.execute(query);
      await sql`update attendance as a set ended_at = greatest(a.started_at, v.until)
        from unnest(${column("participantId")}::uuid[], ${column("until")}::timestamptz[])
          as v (participant_id, until)
        where a.participant_id = v.participant_id and a.ended_at is null`.execute(query);
    },
  };
}
export type SweptSeatsRepository = ReturnType<typeof createSweptSeatsRepository>;
