import type { Database } from "../platform/database/database.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { MeetingTypeCode } from "../meetings/meetings.contract.ts";
import type { AgencySettings, ChangeOffice } from "./agency-settings.contract.ts";
import type { LinkChannel, OrganisationId } from "./people.contract.ts";
import type { MeetingOffices } from "./required-parties.ts";
import type { RequiredParty } from "./required-parties.contract.ts";

/** What an agency and its offices have set. */
export function createAgencySettingsRepository(database: Database) {
  return {
    async read(organisationId: OrganisationId): Promise<AgencySettings> {
      const query = database.query();
      const { linkChannels } = await query
        .selectFrom("organisation")
        .where("id", "=", organisationId)
        .select("link_channels as linkChannels")
        .$narrowType<{ linkChannels: LinkChannel[] }>()
        .executeTakeFirstOrThrow();
      const offices = await query
        .selectFrom("office")
        .where("organisation_id", "=", organisationId)
        .select([
          "id",
          "name",
          "lan",
          "confirms_meetings as confirmsMeetings",
          "stays_away_from as staysAwayFrom",
        ])
        .$narrowType<{ staysAwayFrom: MeetingTypeCode[] }>()
        .orderBy("lan")
        .orderBy("name")
        .orderBy("id")
        .execute();
      const required = await query
        .selectFrom("office_required_party as r")
        .innerJoin("office as o", "o.id", "r.office_id")
        .where("o.organisation_id", "=", organisationId)
        .select(["r.office_id as officeId", "r.meeting_type as type", "r.party"])
        .$narrowType<{ type: MeetingTypeCode; party: RequiredParty }>()
        .orderBy("r.meeting_type")
        .orderBy("r.party")
        .execute();
      return {
        linkChannels,
        offices: offices.map((office) => ({
          ...office,
          requiredParties: required
            .filter(({ officeId }) => officeId === office.id)
            .map(({ type, party }) => ({ type, party })),
        })),
      };
    },

    setLinkChannels: (
      organisationId: OrganisationId,
      channels: readonly LinkChannel[],
      unitOfWork: UnitOfWork,
    ) =>
      database
        .query(unitOfWork)
        .updateTable("organisation")
        .set({ link_channels: [...channels] })
        .where("id", "=", organisationId)
        .execute(),

    /** @returns whether the agency has such an office. */
    async changeOffice(
      office: { officeId: string; organisationId: OrganisationId },
      { confirmsMeetings, staysAwayFrom }: ChangeOffice,
      unitOfWork: UnitOfWork,
    ): Promise<boolean> {
      const { numUpdatedRows } = await database
        .query(unitOfWork)
        .updateTable("office")
        .set((office) => ({
          confirms_meetings: confirmsMeetings ?? office.ref("confirms_meetings"),
          stays_away_from: staysAwayFrom ?? office.ref("stays_away_from"),
        }))
        .where("id", "=", office.officeId)
        .where("organisation_id", "=", office.organisationId)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    /** Instead of those it wanted at such meetings. @returns whether the agency has such an office. */
    async setRequiredParties(
      { officeId, organisationId, type }: { officeId: string; organisationId: OrganisationId; type: string },
      parties: readonly RequiredParty[],
      unitOfWork: UnitOfWork,
    ): Promise<boolean> {
      const query = database.query(unitOfWork);
      const office = await query
        .selectFrom("office")
        .where("id", "=", officeId)
        .where("organisation_id", "=", organisationId)
        .select("id")
        .forUpdate()
        .executeTakeFirst();
      if (!office) return false;
      await query
        .deleteFrom("office_required_party")
        .where("office_id", "=", officeId)
        .where("meeting_type", "=", type)
        .execute();
      const rows = [...new Set(parties)].map((party) => ({ office_id: officeId, meeting_type: type, party }));
      if (rows.length > 0) await query.insertInto("office_required_party").values(rows).execute();
      return true;
    },

    /** The types of offers at which nobody of an office has to come. */
    async listStaysAwayFrom(officeId: string): Promise<MeetingTypeCode[]> {
      const office = await database
        .query()
        .selectFrom("office")
        .where("id", "=", officeId)
        .select("stays_away_from as types")
        .$narrowType<{ types: MeetingTypeCode[] }>()
        .executeTakeFirst();
      return office?.types ?? [];
    },

    /** Whom the offices of a meeting want at it, each once. */
    async listRequiredParties({
      type,
      handlaggareIds,
      officeIds = [],
    }: MeetingOffices): Promise<RequiredParty[]> {
      const rows = await database
        .query()
        .selectFrom("office_required_party")
        .where("meeting_type", "=", type)
        .where((e) =>
          e.or([
            e("office_id", "=", e.fn.any(e.val([...officeIds]))),
            e(
              "office_id",
              "in",
              e
                .selectFrom("handlaggare")
                .where("person_id", "=", e.fn.any(e.val([...handlaggareIds])))
                .select("office_id"),
            ),
          ]),
        )
        .select("party")
        .$narrowType<{ party: RequiredParty }>()
        .distinct()
        .orderBy("party")
        .execute();
      return rows.map(({ party }) => party);
    },
  };
}
export type AgencySettingsRepository = ReturnType<typeof createAgencySettingsRepository>;
