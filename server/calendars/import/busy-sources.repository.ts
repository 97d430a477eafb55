import { sql, type Selectable } from "kysely";
import type { Database } from "../../platform/database/database.ts";
import type { Tables } from "../../platform/database/tables.ts";
import type { UnitOfWork } from "../../platform/unit-of-work.ts";
import type { BusySourceFailure } from "./busy-sources.contract.ts";
import type { BusySourceRecord } from "./busy-source-record.ts";

/** How reading a source went well, and when it is to be read again: never, for a file. */
export interface SourceReading {
  readonly at: Date;
  readonly staleAt: Date;
  readonly nextReadAt: Date | null;
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly eventsRead: number;
  readonly eventsSkipped: number;
  readonly zoneAssumed: boolean;
}

/** Reads and writes where handläggare's other calendars are, and how reading them went. */
export function createBusySourcesRepository(database: Database) {
  const select = (unitOfWork?: UnitOfWork) =>
    database.query(unitOfWork).selectFrom("external_calendar").selectAll("external_calendar");

  return {
    async insert(
      source: Pick<BusySourceRecord, "handlaggareId" | "label" | "address" | "zone">,
      reading: SourceReading,
      unitOfWork: UnitOfWork,
    ): Promise<BusySourceRecord> {
      const row = await database
        .query(unitOfWork)
        .insertInto("external_calendar")
        .values({
          handlaggare_id: source.handlaggareId,
          label: source.label,
          address_encrypted: source.address?.encrypted ?? null,
          address_key_id: source.address?.keyId ?? null,
          zone: source.zone,
          created_at: reading.at,
          ...columnsOf(reading),
        })
        .returningAll()
        .executeTakeFirstOrThrow();
      return recordOf(row);
    },

    /** A handläggare's, the oldest first. */
    async list(handlaggareId: string): Promise<BusySourceRecord[]> {
      const rows = await select()
        .where("handlaggare_id", "=", handlaggareId)
        .orderBy("created_at")
        .orderBy("id")
        .execute();
      return rows.map(recordOf);
    },

    /** A handläggare's own. */
    async findOwn(handlaggareId: string, sourceId: string): Promise<BusySourceRecord | undefined> {
      const row = await select()
        .where("id", "=", sourceId)
        .where("handlaggare_id", "=", handlaggareId)
        .executeTakeFirst();
      return row && recordOf(row);
    },

    /** @returns whether the handläggare had such a source. What it said of their time goes with it. */
    async remove(handlaggareId: string, sourceId: string, unitOfWork: UnitOfWork): Promise<boolean> {
      const removed = await database
        .query(unitOfWork)
        .deleteFrom("external_calendar")
        .where("id", "=", sourceId)
        .where("handlaggare_id", "=", handlaggareId)
        .returning("id")
        .executeTakeFirst();
      return removed !== undefined;
    },

    /**
     * Takes addresses that are due, so that no other process reads them as well. One that dies on the way leaves them to
     * be taken again when its lease is over.
     */
    async takeDue({
      now,
      until,
      most,
    }: {
      now: Date;
      until: Date;
      most: number;
    }): Promise<BusySourceRecord[]> {
      const { rows } = await sql<Row>`
        update external_calendar set next_read_at = ${until}
        where id in (
          select c.id from external_calendar c
          join handlaggare h on h.person_id = c.handlaggare_id and h.active
          where c.next_read_at <= ${now}
          order by c.next_read_at
          limit ${most}
          for update of c skip locked)
        returning *`.execute(database.query());
      return rows.map(recordOf);
    },

    /** Locks a source until the unit of work ends. @returns whether it is still there. */
    async lock(sourceId: string, unitOfWork: UnitOfWork): Promise<boolean> {
      const row = await select(unitOfWork).where("id", "=", sourceId).forUpdate().executeTakeFirst();
      return row !== undefined;
    },

    /** It was read. */
    keepReading: (sourceId: string, reading: SourceReading, unitOfWork: UnitOfWork) =>
      database
        .query(unitOfWork)
        .updateTable("external_calendar")
        .set(columnsOf(reading))
        .where("id", "=", sourceId)
        .execute(),

    /** It could not be read: its owner is unknown from now on, whatever it said before. */
    keepFailure: (
      sourceId: string,
      { failure, at, nextReadAt }: { failure: BusySourceFailure; at: Date; nextReadAt: Date },
    ) =>
      database
        .query()
        .updateTable("external_calendar")
        .set((e) => ({
          readable: false,
          failure,
          failures: e("failures", "+", 1),
          checked_at: at,
          next_read_at: nextReadAt,
          etag: null,
          last_modified: null,
        }))
        .where("id", "=", sourceId)
        .execute(),

    /** What our feeds call each meeting that a handläggare has or had part in since, and each time that was held for one. */
    listOwnEntries: (handlaggareId: string, since: Date) =>
      database
        .query()
        .selectFrom("participant as p")
        .innerJoin("meeting as m", "m.id", "p.meeting_id")
        .leftJoin("held_time as h", "h.meeting_id", "m.id")
        .where("p.person_id", "=", handlaggareId)
        .where((e) => e.or([e("m.ends_at", ">", since), e("h.ends_at", ">", since)]))
        .select(["p.uid", "h.id as heldTimeId"])
        .execute(),
  };
}
export type BusySourcesRepository = ReturnType<typeof createBusySourcesRepository>;

type Row = Selectable<Tables["external_calendar"]>;

function columnsOf(reading: SourceReading) {
  return {
    readable: true,
    failure: null,
    failures: 0,
    checked_at: reading.at,
    read_at: reading.at,
    stale_at: reading.staleAt,
    next_read_at: reading.nextReadAt,
    etag: reading.etag,
    last_modified: reading.lastModified,
    events_read: reading.eventsRead,
    events_skipped: reading.eventsSkipped,
    zone_assumed: reading.zoneAssumed,
  };
}

function recordOf(row: Row): BusySourceRecord {
  const { address_encrypted: encrypted, address_key_id: keyId } = row;
  return {
    id: row.id,
    handlaggareId: row.handlaggare_id,
    label: row.label,
    address: encrypted && keyId ? { encrypted, keyId } : undefined,
    zone: row.zone,
    createdAt: row.created_at,
    checkedAt: row.checked_at,
    readAt: row.read_at,
    staleAt: row.stale_at,
    etag: row.etag,
    lastModified: row.last_modified,
    failures: row.failures,
    failure: row.failure as BusySourceFailure | null,
    eventsRead: row.events_read,
    eventsSkipped: row.events_skipped,
    zoneAssumed: row.zone_assumed,
  };
}
