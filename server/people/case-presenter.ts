import type { LocalDate } from "../scheduling/local-time.ts";
import type { CaseRecord } from "./case-record.ts";
import { CASE_WINDOW } from "../meetings/types/registered-types.contract.ts";
import { chainClockOn } from "./chain-day.ts";
import { channelTo } from "./channel.ts";
import { OrganisationId, type CaseSummary } from "./people.contract.ts";

/**
 * A case as those who may open it see it.
 *
 * @param today in Sweden.
 */
export function presentCase(record: CaseRecord, today: LocalDate): CaseSummary {
  return {
    id: record.id,
    individualName: record.individualName,
    birthYear: record.birthYear,
    benefit: record.benefit,
    protection: record.protection,
    ownerOrganisationId: record.ownerOrganisationId,
    chainClock: chainClockOn(record, CASE_WINDOW, today),
    secrecyConsent: record.secrecyConsent,
    consentedPartyIds: record.consentedParties.filter((party) => !OrganisationId.safeParse(party).success),
    channel: channelTo(record),
  };
}
