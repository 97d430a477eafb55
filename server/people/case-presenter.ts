import type { CaseRecord } from "./case-record.ts";
import { channelTo } from "./channel.ts";
import { OrganisationId, type CaseSummary } from "./people.contract.ts";

/**
 * A case as those who may open it see it.
 *
 * @param chainDayToday the day in the sick-leave case today, from what FK entered.
 */
export function presentCase(record: CaseRecord, chainDayToday: number | null): CaseSummary {
  return {
    id: record.id,
    individualName: record.individualName,
    birthYear: record.birthYear,
    benefit: record.benefit,
    protection: record.protection,
    ownerOrganisationId: record.ownerOrganisationId,
    chainDay: chainDayToday,
    secrecyConsent: record.secrecyConsent,
    consentedPartyIds: record.consentedParties.filter((party) => !OrganisationId.safeParse(party).success),
    channel: channelTo(record),
  };
}
