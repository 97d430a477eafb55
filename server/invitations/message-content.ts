import i18next, { type TFunction } from "i18next";
import { writeInvitation } from "../calendars/calendar-writer.ts";
import type { CalendarEntry } from "../calendars/calendar-entry.ts";
import type { MeetingRecord, ParticipantRecord } from "../meetings/meeting-record.ts";
import { MEETING_TYPE } from "../meetings/meeting-types.ts";
import type { OrganisationId } from "../people/people.contract.ts";
import type { MailContent } from "../platform/mail/mail-layout.ts";
import { localDateOf } from "../scheduling/local-time.ts";
import { formatLongDate, formatTimeRange, type TimeLanguage } from "../scheduling/time-text.ts";
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
  const offered = kind === "invitation" && MEETING_TYPE[meeting.type].declinable;
  const text = offered ? "individual.offer" : `individual.${kind}`;
  const over = kind === "cancellation";
  const spoken = url === undefined;
  const byVideo = meeting.mode === "video" || meeting.mode === "mixed";
  return {
    subject: t(`${text}.subject`),
    content: {
      lang: language,
      dir: "ltr",
      heading: t(`${text}.heading`),
      paragraphs: [
        t(`${text}.intro`),
        ...(over || spoken || kind === "reminder_hour" ? [] : [t("individual.answer")]),
        ...(byVideo && !over && !spoken ? [t("individual.videoHint")] : []),
      ],
      facts: [...timeFacts(meeting, t, language), ...(over ? [] : [whoFact(meeting, t)])],
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

function handlaggareContent({ kind, meeting, url }: MessageSubject): MessageContent {
  const t = texts.getFixedT("sv");
  const { reference } = meeting;
  return {
    subject: t(`handlaggare.${kind}.subject`, { reference }),
    content: {
      lang: "sv",
      dir: "ltr",
      heading: t(`handlaggare.${kind}.heading`),
      paragraphs: [t(`handlaggare.${kind}.intro`)],
      facts: [{ label: t("facts.reference"), value: reference }, ...timeFacts(meeting, t, "sv")],
      actions: url === undefined ? [] : [{ label: t("handlaggare.action"), url, primary: true }],
      footer: [t("handlaggare.noReply")],
    },
  };
}

function timeFacts(meeting: MeetingRecord, t: TFunction, language: TimeLanguage) {
  const date = formatLongDate(localDateOf(meeting.startsAt), language);
  const time = formatTimeRange(meeting.startsAt, meeting.endsAt, language);
  return [
    { label: t("facts.when"), value: `${date}, ${time}` },
    { label: t("facts.how"), value: t(`mode.${meeting.mode}`) },
    ...(meeting.place ? [{ label: t("facts.where"), value: meeting.place }] : []),
  ];
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
    status: meeting.status === "cancelled" ? "CANCELLED" : "CONFIRMED",
    transparency: "OPAQUE",
  };
}

/** The iMIP part (RFC 6047): a REQUEST for what is to be put in the calendar, a CANCEL for what is to go. Reminders have none. */
export function calendarPartOf(
  message: MessageSubject,
  organizerAddress: string,
): { method: "REQUEST" | "CANCEL"; content: string } | undefined {
  const { kind, participant } = message;
  if (kind.startsWith("reminder_") || !participant.email || !message.url) return undefined;
  const method = kind === "cancellation" ? "CANCEL" : "REQUEST";
  const content = writeInvitation({
    method,
    entry: calendarEntryOf(message),
    organizer: { name: texts.getFixedT("sv")("calendar.organizer"), address: organizerAddress },
    attendee: { address: participant.email, role: "REQ-PARTICIPANT", cutype: "INDIVIDUAL" },
  });
  return { method, content };
}
