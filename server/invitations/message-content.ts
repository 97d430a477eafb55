import { writeInvitation } from "../calendars/calendar-writer.ts";
import type { CalendarEntry } from "../calendars/calendar-entry.ts";
import type { MeetingRecord, ParticipantRecord } from "../meetings/meeting-record.ts";
import type { ParticipantRole } from "../meetings/meetings.contract.ts";
import { agenciesSay, callTexts } from "./agency-words.ts";
import { externalContent } from "./external-content.ts";
import type { MessageKind } from "./invitations.contract.ts";
import { individualTextOf, isChosen } from "./individual-text.ts";
import { representativeContent } from "./representative-content.ts";
import { recalledContent } from "./recalled-content.ts";
import {
  contextOf,
  joined,
  placeForAll,
  texts,
  textVariant,
  timeFacts,
  wordingOf,
  type MessageContent,
  type MessageSubject,
  type Say,
} from "./message-texts.ts";
import { MARKUP } from "./text-language.ts";

/**
 * The text of a message. It says when, how, where and which roles one will meet; never the meeting type, benefit,
 * personnummer or anyone's name.
 */
export function contentOf(message: MessageSubject): MessageContent {
  if (message.kind === "recalled") return recalledContent(message);
  return CONTENT_OF[message.participant.role](message);
}

const CONTENT_OF = {
  individual: individualContent,
  handlaggare: handlaggareContent,
  external: externalContent,
  representative: representativeContent,
} as const satisfies Record<ParticipantRole, (message: MessageSubject) => MessageContent>;

function individualContent(message: MessageSubject): MessageContent {
  const { kind, meeting, participant, url, isLinkless, contacts } = message;
  const { language } = participant;
  const t = texts.getFixedT(language);
  const words = { passages: message.passages ?? [], language };
  const text = `individual.${individualTextOf(message)}`;
  const variant = textVariant(meeting);
  const over = ENDINGS.includes(kind);
  const spoken = url === undefined && !isLinkless;
  const isMail = !spoken && message.channel !== "digital_mailbox";
  const byVideo = meeting.mode === "video" || meeting.mode === "mixed";
  const whatToDo = over || spoken ? undefined : whatToDoAbout(message);
  return {
    subject: t(`${text}.subject`, variant),
    content: {
      ...MARKUP[language],
      heading: t(`${text}.heading`, variant),
      paragraphs: [
        t(
          kind === "reminder_hour" && !byVideo ? "individual.reminder_hour.introElsewhere" : `${text}.intro`,
          wordingOf(message),
        ),
        ...(isVoluntary(message) ? agenciesSay("what_declining_means", words, t) : []),
        ...(whatToDo ? [t(`individual.${whatToDo}`, variant)] : []),
        ...(byVideo && url && !over ? [t("individual.videoHint")] : []),
        ...(isLinkless && !over ? [t("individual.signIn")] : []),
      ],
      facts: [...timeFacts(message, t, language), ...(over ? [] : [whoFact(meeting, t)])],
      actions: over || !url ? [] : [{ label: t("individual.answerAction"), url, primary: true }],
      footer: [...callTexts(contacts, words, t), ...(isMail ? [t("individual.noReply")] : [])],
    },
  };
}

/** What says that nothing comes of a time, or of any of several. */
const ENDINGS: readonly MessageKind[] = ["cancellation", "offer_expired", "offer_withdrawn"];
/** What leads to no page: there is nothing to answer, or it is somebody else's. */
export const WITHOUT_PAGE: readonly MessageKind[] = [...ENDINGS, "recalled"];

/** Whether the message asks if one wants to come at all. */
function isVoluntary(message: MessageSubject): boolean {
  return ["voluntary", "offerVoluntary"].includes(individualTextOf(message));
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

function handlaggareContent(message: MessageSubject): MessageContent {
  const { kind, meeting, participant, url } = message;
  const t = texts.getFixedT("sv");
  const { reference } = meeting;
  const text = participant.leftAt ? (participant.isFurther ? "released" : "replaced") : kind;
  const variant = textVariant(meeting);
  return {
    subject: t(`handlaggare.${text}.subject`, { reference, ...variant }),
    content: {
      lang: "sv",
      dir: "ltr",
      heading: t(`handlaggare.${text}.heading`, variant),
      paragraphs: [t(`handlaggare.${text}.intro`, variant)],
      facts: [{ label: t("facts.reference"), value: reference }, ...timeFacts(message, t, "sv")],
      actions:
        participant.leftAt || url === undefined
          ? []
          : [{ label: t("handlaggare.action"), url, primary: true }],
      footer: [t("handlaggare.noReply")],
    },
  };
}

function whoFact(meeting: MeetingRecord, t: Say) {
  const titles = meeting.participants.flatMap(({ title, external }) => {
    if (external) return [t(`external.kind.${external.kind}`)];
    return title ? [t(`title.${title}`)] : [];
  });
  return { label: t("facts.who"), value: joined(titles, t) };
}

/** Whether one is told in a language of one's own: colleagues and external parties are written to in Swedish. */
function isToIndividual(role: ParticipantRole): boolean {
  return role === "individual" || role === "representative";
}

/** How the meeting stands in the participant's own calendar: neutral, for calendars are shared and leave the agencies. */
export function calendarEntryOf({
  meeting,
  participant,
  url,
  isLinkless,
}: Omit<MessageSubject, "kind" | "contacts">): CalendarEntry {
  const t = texts.getFixedT(isToIndividual(participant.role) ? participant.language : "sv");
  const text = participant.role;
  return {
    uid: participant.uid,
    sequence: participant.sequence,
    startsAt: meeting.startsAt,
    endsAt: meeting.endsAt,
    changedAt: meeting.changedAt,
    createdAt: meeting.createdAt,
    summary: t(`calendar.${text}`, { reference: meeting.reference }),
    description: t(`calendar.${text}Description`, { url, ...contextOf({ isLinkless }) }),
    location: placeForAll(meeting) ?? undefined,
    url,
    status: meeting.status === "cancelled" || participant.leftAt ? "CANCELLED" : "CONFIRMED",
    transparency: participant.binding ? "OPAQUE" : "TRANSPARENT",
  };
}

/**
 * The iMIP part (RFC 6047): a REQUEST for what is to be put in the calendar, a CANCEL for what is to go. Reminders have
 * none, nor have times that are only offered. What goes because it came to the wrong person says no more than which entry.
 */
export function calendarPartOf(
  message: MessageSubject,
  organizerAddress: string,
): { method: "REQUEST" | "CANCEL"; content: string } | undefined {
  const { kind, meeting, participant } = message;
  const isRecall = kind === "recalled" && meeting.status !== "offered";
  // Who is let off before there is a time has nothing in their calendar.
  if (kind === "cancellation" && (meeting.status === "offered" || meeting.status === "draft"))
    return undefined;
  if (
    /^(reminder|offer|confirmation)/.test(kind) ||
    !participant.email ||
    !(message.url || message.isLinkless || isRecall)
  )
    return undefined;
  const method = kind === "cancellation" || isRecall ? "CANCEL" : "REQUEST";
  const entry = calendarEntryOf(message);
  const content = writeInvitation({
    method,
    entry: isRecall ? { ...entry, ...withoutWords(participant) } : entry,
    organizer: { name: texts.getFixedT("sv")("calendar.organizer"), address: organizerAddress },
    attendee: {
      address: participant.email,
      role: participant.binding ? "REQ-PARTICIPANT" : "OPT-PARTICIPANT",
      cutype: "INDIVIDUAL",
    },
  });
  return { method, content };
}

/** Of what is taken away, only that it is a meeting: the entry is known by its UID. */
function withoutWords({ language }: ParticipantRecord) {
  return {
    summary: texts.getFixedT(language)("calendar.individual"),
    description: undefined,
    location: undefined,
  };
}
