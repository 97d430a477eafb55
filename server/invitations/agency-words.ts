import type { AgencyPassage, AgencyTextKey } from "../agency-texts/agency-texts.contract.ts";
import type { Language } from "../people/people.contract.ts";
import type { Contact } from "./contacts.ts";
import { contactsText, joined, type Say } from "./message-texts.ts";

/** What agencies say in a message: their own words, in the message's language. */
export interface AgencyWords {
  readonly passages: readonly AgencyPassage[];
  readonly language: Language;
}

/** A passage of each agency that has one, with who says it; what two say alike is said once. */
export function agenciesSay(key: AgencyTextKey, { passages, language }: AgencyWords, t: Say): string[] {
  const spoken = passages.filter((passage) => passage.key === key && passage.language === language);
  return groupBy(spoken, ({ text }) => text).map(([text, sayers]) => {
    const agencies = joined(
      sayers.map(({ organisationId }) => t(`agency.${organisationId}`)),
      t,
    );
    return t("agencySays", { agencies, text });
  });
}

/** Whom to call, in each agency's own words. Its number is ours to give. */
export function callTexts(
  contacts: readonly Contact[],
  { passages, language }: AgencyWords,
  t: Say,
): string[] {
  const wordsOf = ({ organisationId }: Contact) =>
    passages.find(
      (passage) =>
        passage.key === "whom_to_call" &&
        passage.language === language &&
        passage.organisationId === organisationId,
    )?.text ?? "";
  return groupBy(contacts, wordsOf).map(([words, called]) => {
    const numbers = contactsText(called, t, language);
    return words
      ? t("individual.call", { words, contacts: numbers })
      : t("individual.questions", { contacts: numbers });
  });
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): [string, T[]][] {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return [...groups];
}
