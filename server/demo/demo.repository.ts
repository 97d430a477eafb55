import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import type { DemoRules } from "./demo-rules.ts";
import type { DemoHandlaggare } from "./demo-staff.ts";
import type { DEMO_ORGANISATIONS, DemoOffice } from "./demo-offices.ts";

type DemoOwnRules = Pick<
  DemoRules,
  "competences" | "bufferAfterMinutes" | "capPerDay" | "capPerWeek" | "mayEditTexts"
>;

/** What the demo data needs written that no use case writes, in the transaction that the database stands for. */
export function createDemoRepository(database: Database) {
  return {
    /**
     * Whether the database has no organisation. Holds everyone else who asks until the transaction ends, so that of
     * two processes only one finds it empty.
     */
    async isEmpty(): Promise<boolean> {
      const query = database.query();
      await sql`lock table organisation in share row exclusive mode`.execute(query);
      return (await query.selectFrom("organisation").select("id").executeTakeFirst()) === undefined;
    },

    async insertOffices(
      organisations: typeof DEMO_ORGANISATIONS,
      offices: readonly (DemoOffice & { id: string })[],
    ): Promise<void> {
      const query = database.query();
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
    ): Promise<void> {
      const query = database.query();
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

    /** What a handläggare can do, and how much. */
    setOwnRules: (
      handlaggareId: string,
      { competences = [], bufferAfterMinutes = 0, capPerDay, capPerWeek, mayEditTexts }: DemoOwnRules,
    ) =>
      database
        .query()
        .updateTable("handlaggare")
        .set({
          competences: [...competences],
          buffer_after_minutes: bufferAfterMinutes,
          cap_per_day: capPerDay ?? null,
          cap_per_week: capPerWeek ?? null,
          may_edit_texts: mayEditTexts ?? false,
        })
        .where("person_id", "=", handlaggareId)
        .execute(),

    /** A calendar elsewhere that could not be read. */
    insertUnreadableCalendar: (handlaggareId: string, checkedAt: Date) =>
      database
        .query()
        .insertInto("external_calendar")
        .values({ handlaggare_id: handlaggareId, readable: false, checked_at: checkedAt })
        .execute(),

    /** Says how a meeting ended. */
    endMeeting: (meetingId: string, { status, at }: { status: "held" | "not_held"; at: Date }) =>
      database
        .query()
        .updateTable("meeting")
        .set((e) => ({ status, changed_at: at, revision: e("revision", "+", 1) }))
        .where("id", "=", meetingId)
        .execute(),

    /**
     * Counts everything that waits as sent when it was written, SMS as delivered, and what led to the page as opened. What a closed mail server would refuse has failed,
     * and who has declined a time is not reminded of it: as if the workers had been there.
     */
    async settleMessages(closedMailDomain: string): Promise<void> {
      await sql`
        update message m set
          attempts = 1,
          state = case when x.refused then 'failed' when x.declined then 'superseded' else 'handed_over' end,
          failure = case when x.refused then 'refused' end,
          handed_over_at = case when x.sent then m.changed_at end,
          delivered_at = case when x.sent and m.channel = 'sms' then m.changed_at end,
          opened_at = case when x.sent and x.opened_at >= m.queued_at then x.opened_at end
        from (
          select judged.*, not refused and not declined as sent
          from (
            select waiting.id,
              l.first_opened_at as opened_at,
              waiting.channel = 'email' and coalesce(i.email like ${`%@${closedMailDomain}`}, false) as refused,
              waiting.kind like 'reminder%' and exists (
                select from answer a
                where a.participant_id = waiting.participant_id
                  and a.time_version = waiting.time_version and a.status = 'declined') as declined
            from message waiting
            join participant p on p.id = waiting.participant_id
            left join individual i on i.person_id = p.person_id
            left join one_time_link l on l.participant_id = p.id
            where waiting.state = 'queued'
          ) judged
        ) x
        where x.id = m.id`.execute(database.query());
    },
  };
}
export type DemoRepository = ReturnType<typeof createDemoRepository>;
