import type { AgencyPassage } from "../agency-texts/agency-texts.contract.ts";
import i18next, { type TFunction } from "i18next";
import type { MeetingRecord, ParticipantRecord } from "../meetings/meeting-record.ts";
import type { MailContent } from "../platform/mail/mail-layout.ts";
import { localDateOf } from "../scheduling/local-time.ts";
import { formatLongDate, formatTime, formatTimeRange, type TimeLanguage } from "../scheduling/time-text.ts";
import type { Contact } from "./contacts.ts";
import type { MessageKind } from "./invitations.contract.ts";
import en from "./locales/en.json" with { type: "json" };
import svLattlast from "./locales/sv-lattlast.json" with { type: "json" };
import sv from "./locales/sv.json" with { type: "json" };

/** What a message to one participant is made of. */
export interface MessageSubject {
  readonly kind: MessageKind;
  readonly meeting: MeetingRecord;
  readonly participant: ParticipantRecord;
  /** Where the participant reads more: the one-time link, or the meeting's page behind sign-in. None when it is told by telephone. */
  readonly url: string | undefined;
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

/** The texts of messages, in the languages there are. What a language lacks is said in Swedish. */
export const texts = i18next.createInstance();
void texts.init({
  initAsync: false,
  showSupportNotice: false,
  fallbackLng: "sv",
  interpolation: { escapeValue: false },
  resources: {
    sv: { translation: sv },
    "sv-lattlast": { translation: svLattlast },
    en: { translation: en },
  },
});

/** When, how and where: all the times there are to choose among, none of those that no longer are. */
export function timeFacts({ kind, meeting }: MessageSubject, t: TFunction, language: TimeLanguage) {
  if (/^(offer|confirmation)_(expired|withdrawn|rejected)$/.test(kind)) return [];
  const isRequest = kind === "confirmation_request";
  const isChoice = kind === "offer" || (isRequest && meeting.answerBy !== null);
  const deadline = isRequest ? meeting.confirmBy : meeting.answerBy;
  const when = ({ startsAt, endsAt }: { startsAt: Date; endsAt: Date }) =>
    `${formatLongDate(localDateOf(startsAt), language)}, ${formatTimeRange(startsAt, endsAt, language)}`;
  const times = isChoice
    ? meeting.heldTimes.map((time, index) => ({
        label: t("facts.alternative", { number: index + 1 }),
        value: when(time),
      }))
    : [{ label: t("facts.when"), value: when(meeting) }];
  return [
    ...times,
    ...((isChoice || isRequest) && deadline
      ? [
          {
            label: t(isRequest ? "facts.confirmBy" : "facts.answerBy"),
            value: momentText(deadline, language),
          },
        ]
      : []),
    { label: t("facts.how"), value: t(`mode.${meeting.mode}`) },
    ...(meeting.place ? [{ label: t("facts.where"), value: meeting.place }] : []),
  ];
}

function momentText(at: Date, language: TimeLanguage): string {
  return `${formatLongDate(localDateOf(at), language)}, ${formatTime(at, language)}`;
}

/** Where one calls: "Försäkringskassan 08-… och Arbetsförmedlingen 08-…". */
export function contactsText(contacts: readonly Contact[], t: TFunction): string {
  return joined(
    contacts.map(({ organisationId, phone }) => `${t(`agency.${organisationId}`)} ${phone}`),
    t,
  );
}

/** "a, b och c". */
export function joined(parts: readonly string[], t: TFunction): string {
  const last = parts.slice(-2).join(` ${t("and")} `);
  return [...parts.slice(0, -2), last].join(", ");
}

/** The languages there are texts in; the rest read Swedish. */
export function languageOf({ language }: ParticipantRecord): TimeLanguage {
  return language === "en" ? "en" : "sv";
}
