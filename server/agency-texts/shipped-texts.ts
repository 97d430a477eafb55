import { Language, type OrganisationId } from "../people/people.contract.ts";
import { AGENCY_TEXT_KEYS, type AgencyPassage, type AgencyTextKey } from "./agency-texts.contract.ts";
import ar from "./locales/ar.json" with { type: "json" };
import en from "./locales/en.json" with { type: "json" };
import svLattlast from "./locales/sv-lattlast.json" with { type: "json" };
import sv from "./locales/sv.json" with { type: "json" };

const SHIPPED: Record<Language, Record<OrganisationId, Record<AgencyTextKey, string>>> = {
  sv,
  "sv-lattlast": svLattlast,
  en,
  ar,
};

/** What an agency says in each language until it has written something else. */
export function shippedTextsOf(organisationId: OrganisationId): AgencyPassage[] {
  return AGENCY_TEXT_KEYS.flatMap((key) =>
    Language.options.map((language) => ({
      organisationId,
      key,
      language,
      text: SHIPPED[language][organisationId][key],
    })),
  );
}
