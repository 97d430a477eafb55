import type { AgencyPassage } from "../agency-texts/agency-texts.contract.ts";
import i18next from "i18next";
import type { MeetingRecord, Opening, ParticipantRecord } from "../meetings/meeting-record.ts";
import type { MailContent } from "../platform/mail/mail-layout.ts";
import { localDateOf } from "../scheduling/local-time.ts";
import type { Language, MessageChannel } from "../people/people.contract.ts";
import { formatLongDate, formatTime, formatTimeRange } from "../scheduling/time-text.ts";
import type { Contact } from "./contacts.ts";
import type { MessageKind } from "./invitations.contract.ts";
import ar from "./locales/ar.json" with { type: "json" };
import en from "./locales/en.json" with { type: "json" };
import svLattlast from "./locales/sv-lattlast.json" with { type: "json" };
import sv from "./locales/sv.json" with { type: "json" };
import { isolated, MARKUP } from "./text-language.ts";

/** What a message to one participant is made of. */
export interface MessageSubject {
  readonly kind: MessageKind;
  readonly meeting: MeetingRecord;
  readonly participant: ParticipantRecord;
  /** Where the participant reads more: the one-time link, or the meeting's page behind sign-in. None when it is told by telephone. */
  readonly url: string | undefined;
  /** By which channel it is told; by mail where nothing is said. */
  readonly channel?: MessageChannel;
  /** Whether the sender wants no link in such a text: it says "log in as usual, or call". */
  readonly isLinkless?: boolean;
  /** Whom the individual, or an external party, can call. */
  readonly contacts: readonly Contact[];
  /** What the agencies themselves say of law and money, in every language; nothing unless given. */
  readonly passages?: readonly AgencyPassage[];
}

/** A message to one participant, before it is laid out. */
export interface MessageContent {
  readonly subject: string;
  readonly content: MailContent;
}

/** Everything that a text may be filled in with. What isn't listed can't be said in any message, whatever its kind. */
export interface TextData {
  readonly number?: number;
  readonly agencies?: string;
  /** In an agency's own words. */
  readonly text?: string;
  readonly words?: string;
  readonly contacts?: string;
  readonly phones?: string;
  readonly reference?: string;
  readonly url?: string | undefined;
  readonly when?: string;
  readonly day?: string;
  readonly time?: string;
  readonly answerBy?: string | null;
  readonly from?: string;
  readonly until?: string;
  /** Of a representative. */
  readonly mandate?: string;
  /** Which variant of the text, where it has several. */
  readonly context?: string;
}

/** Says a text of one language. */
export type Say = (key: string, data?: TextData) => string;

/** What is said to individuals: every language has all of it. Colleagues and external parties are written to in Swedish. */
type ToIndividuals = Pick<typeof sv, "agency" | "title" | "mode" | "and" | "or" | "comma" | "agencySays"> &
  Pick<typeof sv, "individual" | "representative" | "recalled" | "sms" | "letter"> & {
    readonly facts: Omit<(typeof sv)["facts"], "confirmBy">;
    readonly external: Pick<(typeof sv)["external"], "kind">;
    readonly calendar: Omit<
      (typeof sv)["calendar"],
      | "handlaggare"
      | "handlaggareDescription"
      | "external"
      | "externalDescription"
      | "externalDescription_linkless"
    >;
  };

const translations: Record<Language, ToIndividuals> = { sv, "sv-lattlast": svLattlast, en, ar };

const instance = i18next.createInstance();
void instance.init({
  initAsync: false,
  showSupportNotice: false,
  fallbackLng: "sv",
  interpolation: { escapeValue: false },
  resources: Object.fromEntries(
    Object.entries(translations).map(([language, translation]) => [language, { translation }]),
  ),
});

/** The texts of messages, in every language. */
export const texts = {
  getFixedT(language: Language): Say {
    const t = instance.getFixedT(language);
    return (key, data) => t(key, { ...data });
  },
};

/** Which of a text's wordings: one that speaks of a link is another without. */
export function contextOf({ isLinkless }: Pick<MessageSubject, "isLinkless">): { context?: string } {
  return isLinkless ? { context: "linkless" } : {};
}

/** Which wording of what is told: only some kinds speak of a link themselves, and none of those of times to pick. */
export function wordingOf(message: MessageSubject): { context?: string } {
  const speaksOfLink = message.kind === "reminder_hour" || message.kind === "recalled";
  return speaksOfLink ? contextOf(message) : textVariant(message.meeting);
}

/**
 * Where a meeting is held, as it may stand in what passes through other systems than ours: mail, calendars. Where somebody with protected
 * identity is to come stands nowhere but in the letter that Skatteverket forwards and behind their own link.
 */
export function placeForAll({
  place,
  participants,
}: Pick<MeetingRecord, "place" | "participants">): string | null {
  const isProtected = participants.some(
    ({ role, protection }) => role === "individual" && protection !== "none",
  );
  return isProtected ? null : place;
}

/** When, how and where: all the times there are to choose among, none of those that no longer are. */
export function timeFacts({ kind, meeting, channel }: MessageSubject, t: Say, language: Language) {
  const place = channel === "letter" ? meeting.place : placeForAll(meeting);
  const { lang } = MARKUP[language];
  if (/^(offer|confirmation)_(expired|withdrawn|rejected)$/.test(kind)) return [];
  const isRequest = kind === "confirmation_request";
  const isChoice = kind === "offer" || (isRequest && meeting.answerBy !== null);
  const deadline = isRequest ? meeting.confirmBy : meeting.answerBy;
  const when = ({ startsAt, endsAt }: { startsAt: Date; endsAt: Date }) =>
    dayAndTime(startsAt, formatTimeRange(startsAt, endsAt, lang), language, t);
  const alternatives = meeting.heldTimes.map((time, index) => ({
    label: t("facts.alternative", { number: index + 1 }),
    value: when(time),
  }));
  const choice = meeting.opening ? [openingFact(meeting.opening, t, language)] : alternatives;
  return [
    ...(isChoice ? choice : [{ label: t("facts.when"), value: when(meeting) }]),
    ...((isChoice || isRequest) && deadline
      ? [
          {
            label: t(isRequest ? "facts.confirmBy" : "facts.answerBy"),
            value: dayAndTime(deadline, formatTime(deadline, lang), language, t),
          },
        ]
      : []),
    { label: t("facts.how"), value: t(`mode.${meeting.mode}`) },
    ...(place ? [{ label: t("facts.where"), value: isolated(place, language) }] : []),
  ];
}

/** Between which days one picks a time. */
function openingFact({ fromOn, untilOn }: Opening, t: Say, language: Language) {
  const { lang } = MARKUP[language];
  const [from, until] = [formatLongDate(fromOn, lang), formatLongDate(untilOn, lang)];
  return { label: t("facts.opening"), value: t("facts.fromUntil", { from, until }) };
}

/** The variant of a text for when the individual picks any free time; a text without one is said as it is. */
export function textVariant({ opening }: Pick<MeetingRecord, "opening">): { context?: "opening" } {
  return opening ? { context: "opening" } : {};
}

function dayAndTime(at: Date, time: string, language: Language, t: Say): string {
  const day = formatLongDate(localDateOf(at), MARKUP[language].lang);
  return [day, isolated(time, language)].join(t("comma"));
}

/** Where one calls: "Försäkringskassan 08-… och Arbetsförmedlingen 08-…". */
export function contactsText(contacts: readonly Contact[], t: Say, language: Language): string {
  return joined(
    contacts.map(
      ({ organisationId, phone }) => `${t(`agency.${organisationId}`)} ${isolated(phone, language)}`,
    ),
    t,
  );
}

/** "a, b och c". */
export function joined(parts: readonly string[], t: Say): string {
  const last = parts.slice(-2).join(` ${t("and")} `);
  return [...parts.slice(0, -2), last].join(t("comma"));
}
