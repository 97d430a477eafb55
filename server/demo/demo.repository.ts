import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { DemoHandlaggare } from "./demo-staff.ts";
import type { DEMO_ORGANISATIONS, DemoOffice } from "./demo-offices.ts";

/** Working hours in minutes after 00:00 on the wall clock. */
export interface DemoHours {
  readonly handlaggareId: string;
  readonly weekday: number;
  readonly startMinutes: number;
  readonly endMinutes: number;
}

/** What the demo data needs written that no use case writes. */
export function createDemoRepository(database: Database) {
  return {
    /**
     * Whether the database has no organisation. Holds everyone else who asks until the unit of work ends, so that
     * of two processes only one finds it empty.
     */
    async isEmpty(unitOfWork: UnitOfWork): Promise<boolean> {
      const query = database.query(unitOfWork);
      await sql`lock table organisation in share row exclusive mode`.execute(query);
      return (await query.selectFrom("organisation").select("id").executeTakeFirst()) === undefined;
    },

    async insertOffices(
      organisations: typeof DEMO_ORGANISATIONS,
      offices: readonly (DemoOffice & { id: string })[],
      unitOfWork: UnitOfWork,
    ): Promise<void> {
      const query = database.query(unitOfWork);
      await query
        .insertInto("organisation")
        .values([...organisations])
        .execute();
      await query
        .insertInto("office")
        .values(
          offices.map(({ id, organisationId, name, lan, address }) => ({
            id,
            organisation_id: organisationId,
            name,
            lan,
            address,
          })),
        )
        .execute();
    },

    async insertHandlaggare(
      handlaggare: readonly (Omit<DemoHandlaggare, "week"> & {
        readonly personId: string;
        readonly organisationId: string;
        readonly officeId: string;
        readonly subject: string;
        readonly email: string;
      })[],
      unitOfWork: UnitOfWork,
    ): Promise<void> {
      const query = database.query(unitOfWork);
      await query
        .insertInto("person")
        .values(handlaggare.map(({ personId }) => ({ id: personId, kind: "handlaggare" })))
        .execute();
      await query
        .insertInto("handlaggare")
        .values(
          handlaggare.map(({ personId, organisationId, officeId, languages, ...rest }) => ({
            ...rest,
            person_id: personId,
            organisation_id: organisationId,
            office_id: officeId,
            languages: [...languages],
          })),
        )
        .execute();
    },

    insertWorkingHours: (hours: readonly DemoHours[], unitOfWork: UnitOfWork) =>
      database
        .query(unitOfWork)
        .insertInto("working_hours")
        .values(
          hours.map(({ handlaggareId, weekday, startMinutes, endMinutes }) => ({
            handlaggare_id: handlaggareId,
            weekday,
            start_minutes: startMinutes,
            end_minutes: endMinutes,
          })),
        )
        .execute(),

    insertAbsences: (
      absences: readonly { handlaggareId: string; title: string; startAt: Date; endAt: Date }[],
      unitOfWork: UnitOfWork,
    ) =>
      database
        .query(unitOfWork)
        .insertInto("absence")
        .values(
          absences.map(({ handlaggareId, title, startAt, endAt }) => ({
            handlaggare_id: handlaggareId,
            title,
            during: sql<string>`tstzrange(${startAt}, ${endAt})`,
          })),
        )
        .execute(),

    /** Says how a meeting ended. */
    endMeeting: (
      meetingId: string,
      { status, at }: { status: "held" | "not_held"; at: Date },
      unitOfWork: UnitOfWork,
    ) =>
      database
        .query(unitOfWork)
        .updateTable("meeting")
        .set((e) => ({ status, changed_at: at, revision: e("revision", "+", 1) }))
        .where("id", "=", meetingId)
        .execute(),
  };
}
export type DemoRepository = ReturnType<typeof createDemoRepository>;
