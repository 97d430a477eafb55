import type { OrganisationId } from "../people/people.contract.ts";
import type { UnitOfWork } from "../platform/unit-of-work.ts";
import type { AgencyPassage } from "./agency-texts.contract.ts";
import type { AgencyTextsRepository } from "./agency-texts.repository.ts";
import { shippedTextsOf } from "./shipped-texts.ts";

/** What agencies say now, in every language: what they have written, and otherwise what came with Samtid. Never empty texts. */
export type ReadAgencyPassages = (
  organisationIds: readonly OrganisationId[],
  unitOfWork?: UnitOfWork,
) => Promise<AgencyPassage[]>;

export function createReadAgencyPassages({
  agencyTexts,
}: {
  agencyTexts: Pick<AgencyTextsRepository, "listCurrent">;
}): ReadAgencyPassages {
  return async (organisationIds, unitOfWork) => {
    const written = await agencyTexts.listCurrent(organisationIds, unitOfWork);
    return organisationIds
      .flatMap(shippedTextsOf)
      .map((shipped) => ({ ...shipped, text: written.find(isVersionOf(shipped))?.text ?? shipped.text }))
      .filter(({ text }) => text !== "");
  };
}

/** Whether a text is the same passage as another. */
export function isVersionOf(passage: Omit<AgencyPassage, "text">) {
  return (other: Omit<AgencyPassage, "text">): boolean =>
    other.organisationId === passage.organisationId &&
    other.key === passage.key &&
    other.language === passage.language;
}
