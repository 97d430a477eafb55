import i18next, { type TFunction } from "i18next";
import { writeInvitation } from "../calendars/calendar-writer.ts";
import type { CalendarEntry } from "../calendars/calendar-entry.ts";
import type { MeetingRecord, ParticipantRecord } from "../meetings/meeting-record.ts";
import { MEETING_TYPE } from "../meetings/meeting-types.ts";
import type { OrganisationId } from "../people/people.contract.ts";
import type { MailContent } from "../platform/mail/mail-layout.ts";
import { localDateOf } from "../scheduling/local-time.ts";
import { formatLongDate, formatTime, formatTimeRange, type TimeLanguage } from "../scheduling/time-text.ts";
import type { MessageKind } from "./invitations.contract.ts";
import en from "./locales/en.json" with { type: "json" };
import sv from "./locales/sv.json" with { type: "json" };

/** What a message to one participant is made of. */
export interface MessageSubject {
  readonly kind: MessageKind;
  readonly meeting: MeetingRecord;
  readonly participant: ParticipantRecord;
  /** Where the participant reads more: the one-time link, or the meeting's page behind sign-in. None when it is told by telephone. */
  readonly url: string | undefined;
  /** Whom the individual can call. */
  readonly contacts: readonly { readonly organisationId: OrganisationId; readonly phone: string }[];
}

/** A message to one participant, before it is laid out. */
export interface MessageContent {
  readonly subject: string;
  readonly content: MailContent;
}

const texts = i18next.createInstance();
void texts.init({
  initAsync: false,
  showSupportNotice: false,
  fallbackLng: "sv",
  interpolation: { escapeValue: false },
  resources: { sv: { translation: sv }, en: { translation: en } },
});

/**
 * The text of a message. It says when, how, where and which roles one will meet; never the meeting type, benefit,
 * personnummer or anyone's name.
 */
export function contentOf(message: MessageSubject): MessageContent {
  return message.participant.role === "individual" ? individualContent(message) : handlaggareContent(message);
}

function individualContent(message: MessageSubject): MessageContent {
  const { kind, meeting, participant, url, contacts } = message;
  const language = languageOf(participant);
  const t = texts.getFixedT(language);
  const text = `individual.${individualTextOf(message)}`;
  const over = ENDINGS.includes(kind);
  const spoken = url === undefined;
  const byVideo = meeting.mode === "video" || meeting.mode === "mixed";
  const whatToDo = over || spoken ? undefined : whatToDoAbout(message);
  return {
    subject: t(`${text}.subject`),
    content: {
      lang: language,
      dir: "ltr",
      heading: t(`${text}.heading`),
      paragraphs: [
        t(`${text}.intro`),
        ...(whatToDo ? [t(`individual.${whatToDo}`)] : []),
        ...(byVideo && !over && !spoken ? [t("individual.videoHint")] : []),
      ],
      facts: [...timeFacts(message, t, language), ...(over ? [] : [whoFact(meeting, t)])],
      actions: over || spoken ? [] : [{ label: t("individual.answerAction"), url, primary: true }],
      footer: [
        t("individual.questions", {
          contacts: joined(
            contacts.map((contact) => contactText(contact, t)),
            t,
          ),
        }),
        ...(spoken ? [] : [t("individual.noReply")]),
      ],
    },
  };
}

/** What says that nothing comes of a time, or of any of several. */
const ENDINGS: readonly MessageKind[] = ["cancellation", "offer_expired", "offer_withdrawn"];

/** A meeting one may decline is offered, not announced; a time one has chosen oneself is confirmed. */
function individualTextOf({ kind, meeting }: MessageSubject): string {
  const { declinable } = MEETING_TYPE[meeting.type];
  if (kind === "offer") return declinable ? "offerVoluntary" : "offer";
  if (kind !== "invitation") return kind;
  if (isChosen(meeting)) return "chosen";
  return declinable ? "voluntary" : "invitation";
}

function whatToDoAbout({ kind, meeting }: MessageSubject): string | undefined {
  switch (kind) {
    case "offer":
      return "choose";
    case "swapped":
      return "answerStands";
    case "reminder_hour":
      return undefined;
    default:
      return kind === "invitation" && isChosen(meeting) ? "hindered" : "answer";
  }
}

/** Whether the meeting's time is the one that the individual chose. */
function isChosen({ heldTimes, startsAt }: MeetingRecord): boolean {
  return heldTimes.some((time) => time.state === "chosen" && time.startsAt.getTime() === startsAt.getTime());
}

function handlaggareContent(message: MessageSubject): MessageContent {
  const { kind, meeting, participant, url } = message;
  const t = texts.getFixedT("sv");
  const { reference } = meeting;
  const text = participant.leftAt ? "replaced" : kind;
  return {
    subject: t(`handlaggare.${text}.subject`, { reference }),
    content: {
      lang: "sv",
      dir: "ltr",
      heading: t(`handlaggare.${text}.heading`),
      paragraphs: [t(`handlaggare.${text}.intro`)],
      facts: [{ label: t("facts.reference"), value: reference }, ...timeFacts(message, t, "sv")],
      actions:
        participant.leftAt || url === undefined
          ? []
          : [{ label: t("handlaggare.action"), url, primary: true }],
      footer: [t("handlaggare.noReply")],
    },
  };
}

/** When, how and where: all the times there are to choose among, none of those that no longer are. */
function timeFacts({ kind, meeting }: MessageSubject, t: TFunction, language: TimeLanguage) {
  if (kind === "offer_expired" || kind === "offer_withdrawn") return [];
  const when = ({ startsAt, endsAt }: { startsAt: Date; endsAt: Date }) =>
    `${formatLongDate(localDateOf(startsAt), language)}, ${formatTimeRange(startsAt, endsAt, language)}`;
  const times =
    kind === "offer"
      ? meeting.heldTimes.map((time, index) => ({
          label: t("facts.alternative", { number: index + 1 }),
          value: when(time),
        }))
      : [{ label: t("facts.when"), value: when(meeting) }];
  return [
    ...times,
    ...(kind === "offer" && meeting.answerBy
      ? [{ label: t("facts.answerBy"), value: momentText(meeting.answerBy, language) }]
      : []),
    { label: t("facts.how"), value: t(`mode.${meeting.mode}`) },
    ...(meeting.place ? [{ label: t("facts.where"), value: meeting.place }] : []),
  ];
}

function momentText(at: Date, language: TimeLanguage): string {
  return `${formatLongDate(localDateOf(at), language)}, ${formatTime(at, language)}`;
}

function whoFact(meeting: MeetingRecord, t: TFunction) {
  const titles = meeting.participants.flatMap(({ title }) => (title ? [t(`title.${title}`)] : []));
  return { label: t("facts.who"), value: joined(titles, t) };
}

function contactText(
  { organisationId, phone }: { organisationId: OrganisationId; phone: string },
  t: TFunction,
) {
  return `${t(`agency.${organisationId}`)} ${phone}`;
}

function joined(parts: readonly string[], t: TFunction): string {
  return parts.join(` ${t("and")} `);
}

/** The languages there are texts in; the rest read Swedish. */
function languageOf({ language }: ParticipantRecord): TimeLanguage {
  return language === "en" ? "en" : "sv";
}

/** How the meeting stands in the participant's own calendar: neutral, for calendars are shared and leave the agencies. */
export function calendarEntryOf({
  meeting,
  participant,
  url,
}: Omit<MessageSubject, "kind" | "contacts">): CalendarEntry {
  const t = texts.getFixedT(languageOf(participant));
  const text = participant.role;
  return {
    uid: participant.uid,
    sequence: participant.sequence,
    startsAt: meeting.startsAt,
    endsAt: meeting.endsAt,
    changedAt: meeting.changedAt,
    createdAt: meeting.createdAt,
    summary: t(`calendar.${text}`, { reference: meeting.reference }),
    description: t(`calendar.${text}Description`, { url }),
    location: meeting.place ?? undefined,
    url,
    status: meeting.status === "cancelled" || participant.leftAt ? "CANCELLED" : "CONFIRMED",
    transparency: "OPAQUE",
  };
}

/**
 * The iMIP part (RFC 6047): a REQUEST for what is to be put in the calendar, a CANCEL for what is to go. Reminders have
 * none, nor have times that are only offered.
 */
export function calendarPartOf(
  message: MessageSubject,
  organizerAddress: string,
): { method: "REQUEST" | "CANCEL"; content: string } | undefined {
  const { kind, participant } = message;
  if (/^(reminder|offer)/.test(kind) || !participant.email || !message.url) return undefined;
  const method = kind === "cancellation" ? "CANCEL" : "REQUEST";
  const content = writeInvitation({
    method,
    entry: calendarEntryOf(message),
    organizer: { name: texts.getFixedT("sv")("calendar.organizer"), address: organizerAddress },
    attendee: { address: participant.email, role: "REQ-PARTICIPANT", cutype: "INDIVIDUAL" },
  });
  return { method, content };
}
