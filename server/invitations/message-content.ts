import type { TFunction } from "i18next";
import { writeInvitation } from "../calendars/calendar-writer.ts";
import type { CalendarEntry } from "../calendars/calendar-entry.ts";
import type { MeetingRecord } from "../meetings/meeting-record.ts";
import type { ParticipantRole } from "../meetings/meetings.contract.ts";
import { MEETING_TYPE } from "../meetings/meeting-types.ts";
import { agenciesSay, callTexts } from "./agency-words.ts";
import { externalContent } from "./external-content.ts";
import type { MessageKind } from "./invitations.contract.ts";
import { recalledContent } from "./recalled-content.ts";
import {
  joined,
  languageOf,
  texts,
  timeFacts,
  type MessageContent,
  type MessageSubject,
} from "./message-texts.ts";
import { isLastReminderEarly } from "./reminders.ts";

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
} as const satisfies Record<ParticipantRole, (message: MessageSubject) => MessageContent>;

function individualContent(message: MessageSubject): MessageContent {
  const { kind, meeting, participant, url, contacts } = message;
  const language = languageOf(participant);
  const t = texts.getFixedT(language);
  const words = { passages: message.passages ?? [], language };
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
        ...(isVoluntary(message) ? agenciesSay("what_declining_means", words, t) : []),
        ...(whatToDo ? [t(`individual.${whatToDo}`)] : []),
        ...(byVideo && !over && !spoken ? [t("individual.videoHint")] : []),
      ],
      facts: [...timeFacts(message, t, language), ...(over ? [] : [whoFact(meeting, t)])],
      actions: over || spoken ? [] : [{ label: t("individual.answerAction"), url, primary: true }],
      footer: [...callTexts(contacts, words, t), ...(spoken ? [] : [t("individual.noReply")])],
    },
  };
}

/** What says that nothing comes of a time, or of any of several. */
const ENDINGS: readonly MessageKind[] = ["cancellation", "offer_expired", "offer_withdrawn"];
/** What leads to no page: there is nothing to answer, or it is somebody else's. */
export const WITHOUT_PAGE: readonly MessageKind[] = [...ENDINGS, "recalled"];

/**
 * Which text tells an individual of it. A meeting one may decline is offered, not announced; a time one has chosen oneself
 * is confirmed; a last reminder that comes the evening before doesn't say "soon".
 */
export function individualTextOf({ kind, meeting }: Pick<MessageSubject, "kind" | "meeting">): string {
  const { declinable } = MEETING_TYPE[meeting.type];
  if (kind === "reminder_hour" && isLastReminderEarly(meeting.startsAt)) return "reminder_day";
  if (kind === "offer") return declinable ? "offerVoluntary" : "offer";
  if (kind !== "invitation") return kind;
  if (isChosen(meeting)) return "chosen";
  return declinable ? "voluntary" : "invitation";
}

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

function whoFact(meeting: MeetingRecord, t: TFunction) {
  const titles = meeting.participants.flatMap(({ title, external }) => {
    if (external) return [t(`external.kind.${external.kind}`)];
    return title ? [t(`title.${title}`)] : [];
  });
  return { label: t("facts.who"), value: joined(titles, t) };
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
  if (/^(reminder|offer|confirmation)/.test(kind) || !participant.email || !(message.url || isRecall))
    return undefined;
  const method = kind === "cancellation" || isRecall ? "CANCEL" : "REQUEST";
  const entry = calendarEntryOf(message);
  const content = writeInvitation({
    method,
    entry: isRecall ? { ...entry, description: undefined, location: undefined } : entry,
    organizer: { name: texts.getFixedT("sv")("calendar.organizer"), address: organizerAddress },
    attendee: {
      address: participant.email,
      role: participant.binding ? "REQ-PARTICIPANT" : "OPT-PARTICIPANT",
      cutype: "INDIVIDUAL",
    },
  });
  return { method, content };
}
