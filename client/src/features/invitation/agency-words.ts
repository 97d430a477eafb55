import type { AgencyTextKey } from "../../../../server/agency-texts/agency-texts.contract.ts";
import type { InvitationView } from "../../../../server/invitations/invitations.contract.ts";
import type { Language } from "../../../../server/people/people.contract.ts";

type AgencyTexts = InvitationView["agencyTexts"];

/** What each agency says of something, in the language that is shown. */
export function wordsAbout(key: AgencyTextKey, agencyTexts: AgencyTexts, language: Language): AgencyTexts {
  return agencyTexts.filter((text) => text.key === key && text.language === language);
}
