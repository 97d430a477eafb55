import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import { callStateOf, type CallRow } from "./call/call-state.ts";
import type { RoomRecord } from "./room-record.ts";
import { attendanceKind, type Seat } from "./seat-rules.ts";

/** More than are sent in the time that one is tried again. */
const REMEMBERED_COMMANDS = 64;
/** A seat's, of a table read as `s`. */
export const SEAT_COLUMNS = [
  "s.participant_id as participantId",
  "s.meeting_id as meetingId",
  "s.state",
  "s.generation",
  "s.identified_by as identifiedBy",
  "s.confirmed_by as confirmedBy",
  "s.browser",
  "s.changed_at as changedAt",
  "s.node_id as nodeId",
  "s.place",
  "s.back_by as backBy",
  "s.version",
] as const;

/** What is done in the call, of a room read as `r` and its seats as `s`. */
const CALL_COLUMNS = [
  "r.pause_asked_by as askedBy",
  "r.pause_asked_at as askedAt",
  "r.pause_until as until",
  "r.agenda_done as agendaDone",
  "r.notes_chosen_by as notesChosenBy",
  "r.notes_shared as notesShared",
  "s.hand_raised_at as handRaisedAt",
] as const;

/** Rooms, their seats and the attendance. Writers first `open` the room, which makes them take turns. */
export function createRoomsRepository(database: Database) {
  const selectSeats = (unitOfWork?: UnitOfWork) =>
    database.query(unitOfWork).selectFrom("seat as s").select(SEAT_COLUMNS).$castTo<Seat>();
  const seatsOf = (meetingId: string, unitOfWork: UnitOfWork) =>
    selectSeats(unitOfWork).where("s.meeting_id", "=", meetingId).execute();
  /** Until the unit of work ends. @returns whether there is such a room. */
  const lock = async (meetingId: string, unitOfWork: UnitOfWork): Promise<boolean> => {
    const { rows } = await sql`select from room where meeting_id = ${meetingId} for update`.execute(
      database.query(unitOfWork),
    );
    return rows.length > 0;
  };

  return {
    /** Makes the room if it isn't there, and locks it until the unit of work ends. @returns its seats. */
    async open(meetingId: string, unitOfWork: UnitOfWork): Promise<Seat[]> {
      if (!(await lock(meetingId, unitOfWork))) {
        await sql`insert into room (meeting_id) values (${meetingId}) on conflict do nothing`.execute(
          database.query(unitOfWork),
        );
        await lock(meetingId, unitOfWork);
      }
      return seatsOf(meetingId, unitOfWork);
    },

    /** Locks a room, if there is one, until the unit of work ends. @returns its seats. */
    async openExisting(meetingId: string, unitOfWork: UnitOfWork): Promise<Seat[]> {
      await lock(meetingId, unitOfWork);
      return seatsOf(meetingId, unitOfWork);
    },

    /**
     * Keeps a changed seat of a room that the unit of work has opened, and its attendance: what the seat no longer is ends, what it has
     * become begins. One statement: everybody who comes waits for it.
     *
     * @param until when what was ended, if that was before the change was seen.
     */
    async keep(seat: Seat, unitOfWork: UnitOfWork, until = seat.changedAt): Promise<void> {
      const { participantId, generation } = seat;
      const kind = attendanceKind(seat.state);
      await sql`
        with risen as (
          update room set version = version + 1 where meeting_id = ${seat.meetingId} returning version
        ), kept as (
          insert into seat (participant_id, meeting_id, state, place, back_by, generation, identified_by, confirmed_by,
            browser, changed_at, node_id, version)
          select ${participantId}, ${seat.meetingId}, ${seat.state}, ${seat.place}, ${seat.backBy}, ${generation},
            ${seat.identifiedBy}, ${seat.confirmedBy}, ${seat.browser}, ${seat.changedAt}, ${seat.nodeId}, version
          from risen
          on conflict (participant_id) do update
          set (state, place, back_by, generation, identified_by, confirmed_by, browser, changed_at, node_id, version) =
            (excluded.state, excluded.place, excluded.back_by, excluded.generation, excluded.identified_by,
              excluded.confirmed_by, excluded.browser, excluded.changed_at, excluded.node_id, excluded.version)
        ), ended as (
          update attendance set ended_at = greatest(started_at, ${until}::timestamptz)
          where participant_id = ${participantId} and ended_at is null
            and (generation, kind) is distinct from (${generation}::integer, ${kind}::text)
          returning participant_id
        )
        insert into attendance (participant_id, generation, kind, started_at)
        select ${participantId}, ${generation}, ${kind}, ${seat.changedAt}
        from (select count(*) from ended) as first
        where ${kind}::text is not null and not exists (
          select from attendance where participant_id = ${participantId} and ended_at is null
            and generation = ${generation} and kind = ${kind})
        on conflict on constraint attendance_once do update set ended_at = null`.execute(
        database.query(unitOfWork),
      );
    },

    /** @returns whether a command is carried out for the first time in a room that the unit of work has opened. */
    async isNewCommand(meetingId: string, commandId: string, unitOfWork: UnitOfWork): Promise<boolean> {
      const { numAffectedRows } = await sql`update room
        set recent_commands = (${commandId}::uuid || recent_commands)[1:${sql.lit(REMEMBERED_COMMANDS)}]
        where meeting_id = ${meetingId} and ${commandId}::uuid <> all (recent_commands)`.execute(
        database.query(unitOfWork),
      );
      return numAffectedRows === 1n;
    },

    /** A room of one moment: its version, its seats and what is done there; and where to call when it can't be used. */
    async read(
      meetingId: string,
      unitOfWork?: UnitOfWork,
    ): Promise<Pick<RoomRecord, "version" | "phone" | "seats" | "call">> {
      const rows = await database
        .query(unitOfWork)
        .selectFrom("meeting as m")
        .innerJoin("cooperation_case as c", "c.id", "m.case_id")
        .innerJoin("organisation as o", "o.id", "c.owner_organisation_id")
        .leftJoin("room as r", "r.meeting_id", "m.id")
        .leftJoin("seat as s", "s.meeting_id", "r.meeting_id")
        .where("m.id", "=", meetingId)
        .select(["r.version as roomVersion", "o.phone"])
        .select(CALL_COLUMNS)
        .select(SEAT_COLUMNS)
        .execute();
      return {
        version: rows[0]?.roomVersion ?? 0,
        phone: rows[0]?.phone ?? null,
        seats: rows.filter(({ participantId }) => participantId !== null) as unknown as Seat[],
        call: callStateOf(rows as readonly CallRow[]),
      };
    },
  };
}
export type RoomsRepository = ReturnType<typeof createRoomsRepository>;
