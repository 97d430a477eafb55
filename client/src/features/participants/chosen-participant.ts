import type { TFunction } from "i18next";
import type {
  Attendance,
  ExternalParty,
  FurtherParticipant,
} from "../../../../server/people/external-parties.contract.ts";
import type { Handlaggare } from "../../../../server/people/people.contract.ts";

/** Somebody who can be asked to a meeting beside the individual and one handläggare of each agency. */
export type Party = ExternalParty | Handlaggare;

/** Somebody who has been, and whether the meeting can't be without them. */
export interface ChosenParticipant {
  readonly party: Party;
  readonly attendance: Attendance;
}

/** Those chosen, as a search, an offer or a booking takes them. */
export function participantsToSend(chosen: readonly ChosenParticipant[]): FurtherParticipant[] {
  return chosen.map(({ party, attendance }) => ({ personId: party.personId, attendance }));
}

/** Those whom the individual has yet to agree to details reaching: a date of consent has to be asked for. */
export function withoutConsent(
  chosen: readonly ChosenParticipant[],
  consentedPartyIds: readonly string[],
): ExternalParty[] {
  return chosen.flatMap(({ party }) =>
    "kind" in party && !consentedPartyIds.includes(party.personId) ? [party] : [],
  );
}

/** What somebody is and from where: "Tolk, Tolkcentralen, arabiska". */
export function describeParty(party: Party, t: TFunction<"participants">): string {
  if (!("kind" in party))
    return [
      t(`terms:handlaggareRole.${party.role}`),
      t(`common:organisation.${party.organisationId}`),
      party.officeName,
    ].join(", ");
  const languages = party.kind === "tolk" ? party.languages.map((tag) => languageName(tag, t)) : [];
  return [t(`terms:externalKind.${party.kind}`), party.organisationName, ...languages]
    .filter(Boolean)
    .join(", ");
}

const languageNames = new Intl.DisplayNames("sv", { type: "language" });

/** A language by its BCP 47 tag, in Swedish. Browsers have no names of sign languages. */
function languageName(tag: string, t: TFunction<"participants">): string {
  return tag === "swl" ? t("participants:language.swl") : (languageNames.of(tag) ?? tag);
}

const OFTEN_INTERPRETED = [
  ...["ar", "ckb", "fa", "prs", "so", "ti", "tr", "uk", "ru", "pl", "bs", "hr", "sr", "sq", "ro", "fi"],
  ...["en", "es", "fr", "de", "th", "vi", "zh", "ur", "ps", "am", "hu", "et", "lv", "lt", "swl"],
];

/** The languages one can ask an interpreter in, by name. */
export function interpretedLanguages(t: TFunction<"participants">): { tag: string; name: string }[] {
  return OFTEN_INTERPRETED.map((tag) => ({ tag, name: languageName(tag, t) })).sort((a, b) =>
    a.name.localeCompare(b.name, "sv"),
  );
}
