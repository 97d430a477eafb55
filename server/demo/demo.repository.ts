import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import type { DemoRules } from "./demo-rules.ts";
import type { DemoHandlaggare } from "./demo-staff.ts";
import type { DEMO_GROUPS, DEMO_ORGANISATIONS, DemoOffice } from "./demo-offices.ts";

type DemoOwnRules = Pick<
  DemoRules,
  | "competences"
  | "bufferAfterMinutes"
  | "capPerDay"
  | "capPerWeek"
  | "mayEditTexts"
  | "isAdministrator"
  | "isAuditor"
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

    /** Makes handläggare the ones who lead their offices. */
    letLead: (subjects: readonly string[]) =>
      database
        .query()
        .updateTable("handlaggare")
        .set({ leads_office: true })
        .where("subject", "in", [...subjects])
        .execute(),

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
      { competences = [], bufferAfterMinutes = 0, capPerDay, capPerWeek, ...rights }: DemoOwnRules,
    ) =>
      database
        .query()
        .updateTable("handlaggare")
        .set({
          competences: [...competences],
          buffer_after_minutes: bufferAfterMinutes,
          cap_per_day: capPerDay ?? null,
          cap_per_week: capPerWeek ?? null,
          may_edit_texts: rights.mayEditTexts ?? false,
          is_administrator: rights.isAdministrator ?? false,
          is_auditor: rights.isAuditor ?? false,
        })
        .where("person_id", "=", handlaggareId)
        .execute(),

    /** A calendar elsewhere that could not be read. */
    insertUnreadableCalendar: (
      handlaggareId: string,
      address: { keyId: string; encrypted: Buffer },
      checkedAt: Date,
    ) =>
      database
        .query()
        .insertInto("external_calendar")
        .values({
          handlaggare_id: handlaggareId,
          label: "Min Outlook",
          address_encrypted: address.encrypted,
          address_key_id: address.keyId,
          zone: "Europe/Stockholm",
          created_at: checkedAt,
          readable: false,
          failure: "not_found",
          failures: 1,
          checked_at: checkedAt,
          stale_at: checkedAt,
          next_read_at: checkedAt,
        })
        .execute(),

    /** Has an office confirm what the other agency books. */
    letConfirm: ({ organisationId, name }: Pick<DemoOffice, "organisationId" | "name">) =>
      database
        .query()
        .updateTable("office")
        .set({ confirms_meetings: true })
        .where("organisation_id", "=", organisationId)
        .where("name", "=", name)
        .execute(),

    /** Whether any month of a year is counted. */
    isCounted: async (year: number): Promise<boolean> =>
      (await database
        .query()
        .selectFrom("figure_month")
        .where("year", "=", year)
        .select("month")
        .executeTakeFirst()) !== undefined,

    /** Regions and local groups; once. */
    async insertGroups(groups: typeof DEMO_GROUPS): Promise<void> {
      await sql`with told as (select * from jsonb_to_recordset(${JSON.stringify(groups)}::jsonb) as t (kind text, name text, lan text[], town text)),
        added as (insert into figure_group (kind, name) select kind, name from told on conflict do nothing returning id, kind, name)
        insert into figure_group_member (group_id, lan, office_id)
        select a.id, l.name, null::uuid from added a join told t using (kind, name) cross join unnest(t.lan) as l (name)
        union all
        select a.id, null, o.id from added a join told t using (kind, name) join office o on o.name = t.town`.execute(
        database.query(),
      );
    },

    /**
     * Counts everything that waits as sent when it was written, SMS as delivered, and what led to the page as opened.
     * What a closed mail server would refuse has failed, and who has declined a time is not reminded of it: as if the workers had been there.
     */
    async settleMessages(closedMailDomain: string): Promise<void> {
      await sql`
        update message m set
          attempts = 1,
          state = case when x.refused then 'failed' when x.declined then 'superseded' else 'handed_over' end,
          failure = case when x.refused then 'refused' end,
          error = case when x.refused then 'SMTP 550 5.1.1 (RCPT TO)' end,
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
