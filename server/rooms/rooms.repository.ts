import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import { attendanceKind, type Seat } from "./seat-rules.ts";

/** A seat as a sweep finds it. */
export interface SweptSeat extends Seat {
  /** When the node that held the seat was last known to live; null while it lives. */
  readonly nodeLostAt: Date | null;
}

/** A node that has not renewed its row for this long is dead, by the database's clock. */
const LEASE = sql`interval '6 seconds'`;
const SEAT_COLUMNS = [
  "s.participant_id as participantId",
  "s.meeting_id as meetingId",
  "s.state",
  "s.generation",
  "s.identified_by as identifiedBy",
  "s.confirmed_by as confirmedBy",
  "s.browser",
  "s.changed_at as changedAt",
  "s.node_id as nodeId",
] as const;

/** Rooms, their seats and the attendance. Writers first `open` the room, which makes them take turns. */
export function createRoomsRepository(database: Database) {
  const selectSeats = (unitOfWork?: UnitOfWork) =>
    database.query(unitOfWork).selectFrom("seat as s").select(SEAT_COLUMNS).$castTo<Seat>();
  const isDead = sql<boolean>`(n.id is null or n.renewed_at < clock_timestamp() - ${LEASE})`;
  const selectSwept = (unitOfWork?: UnitOfWork) =>
    database.query(unitOfWork).selectFrom("seat as s").leftJoin("node as n", "n.id", "s.node_id");

  return {
    /** Makes the room if it isn't there, and locks it until the unit of work ends. @returns its seats. */
    async open(meetingId: string, unitOfWork: UnitOfWork): Promise<Seat[]> {
      const query = database.query(unitOfWork);
      await sql`insert into room (meeting_id) values (${meetingId}) on conflict do nothing`.execute(query);
      await sql`select from room where meeting_id = ${meetingId} for update`.execute(query);
      return selectSeats(unitOfWork).where("s.meeting_id", "=", meetingId).execute();
    },

    /**
     * Keeps a changed seat, and its attendance: what the seat no longer is ends, what it has become begins.
     *
     * @param until when what was ended, if that was before the change was seen.
     */
    async keep(seat: Seat, unitOfWork: UnitOfWork, until = seat.changedAt): Promise<void> {
      const query = database.query(unitOfWork);
      const row = {
        state: seat.state,
        generation: seat.generation,
        identified_by: seat.identifiedBy,
        confirmed_by: seat.confirmedBy,
        browser: seat.browser,
        changed_at: seat.changedAt,
        node_id: seat.nodeId,
      };
      await query
        .insertInto("seat")
        .values({ participant_id: seat.participantId, meeting_id: seat.meetingId, ...row })
        .onConflict((conflict) => conflict.column("participant_id").doUpdateSet(row))
        .execute();
      const kind = attendanceKind(seat.state);
      await sql`update attendance set ended_at = greatest(started_at, ${until})
        where participant_id = ${seat.participantId} and ended_at is null
          and (generation, kind) is distinct from (${seat.generation}::integer, ${kind}::text)`.execute(
        query,
      );
      if (kind) {
        await query
          .insertInto("attendance")
          .values({
            participant_id: seat.participantId,
            generation: seat.generation,
            kind,
            started_at: seat.changedAt,
            ended_at: null,
          })
          .onConflict((conflict) => conflict.constraint("attendance_once").doNothing())
          .execute();
      }
      await query
        .updateTable("room")
        .set((e) => ({ version: e("version", "+", 1) }))
        .where("meeting_id", "=", seat.meetingId)
        .execute();
    },

    /** The seats and the version they belong to, of one moment. */
    async read(meetingId: string): Promise<{ version: number; seats: Seat[] }> {
      const rows = await database
        .query()
        .selectFrom("room as r")
        .leftJoin("seat as s", "s.meeting_id", "r.meeting_id")
        .where("r.meeting_id", "=", meetingId)
        .select("r.version")
        .select(SEAT_COLUMNS)
        .execute();
      return {
        version: rows[0]?.version ?? 0,
        seats: rows.filter(({ participantId }) => participantId !== null) as unknown as Seat[],
      };
    },

    /** Rooms with a seat on a dead node, or whose grace ended by an instant. */
    async listToSweep(graceEndedBy: Date): Promise<string[]> {
      const rows = await selectSwept()
        .where((e) =>
          e.or([
            e.and([e("s.state", "in", ["waiting", "in_call"]), isDead]),
            e.and([e("s.state", "=", "reconnecting"), e("s.changed_at", "<=", graceEndedBy)]),
          ]),
        )
        .select("s.meeting_id as meetingId")
        .distinct()
        .execute();
      return rows.map(({ meetingId }) => meetingId);
    },

    /** The seats of a room that the unit of work has opened, with what a sweep goes by. */
    listSwept: (meetingId: string, unitOfWork: UnitOfWork): Promise<SweptSeat[]> =>
      selectSwept(unitOfWork)
        .where("s.meeting_id", "=", meetingId)
        .select(SEAT_COLUMNS)
        .select(
          sql<Date | null>`case when ${isDead} then coalesce(n.renewed_at, clock_timestamp()) end`.as(
            "nodeLostAt",
          ),
        )
        .$castTo<SweptSeat>()
        .execute(),

    /** Says that a node lives. */
    renewNode: (nodeId: string) =>
      sql`insert into node (id, renewed_at) values (${nodeId}, clock_timestamp())
        on conflict (id) do update set renewed_at = excluded.renewed_at`.execute(database.query()),

    removeNode: (nodeId: string) => database.query().deleteFrom("node").where("id", "=", nodeId).execute(),

    /** Forgets dead nodes to which no seat leads any more. */
    removeDeadNodes: () =>
      sql`delete from node n where ${isDead} and not exists
        (select from seat s where s.node_id = n.id and s.state in ('waiting', 'in_call'))`.execute(
        database.query(),
      ),
  };
}
export type RoomsRepository = ReturnType<typeof createRoomsRepository>;
