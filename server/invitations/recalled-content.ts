import {
  contactsText,
  languageOf,
  texts,
  type MessageContent,
  type MessageSubject,
} from "./message-texts.ts";

/**
 * What somebody is told who got what was meant for another: that it isn't for them and what to do with it. Not a word of
 * the meeting, the case, or whom it was for, and no link.
 */
export function recalledContent({ participant, contacts }: MessageSubject): MessageContent {
  const language = languageOf(participant);
  const t = texts.getFixedT(language);
  return {
    subject: t("recalled.subject"),
    content: {
      lang: language,
      dir: "ltr",
      heading: t("recalled.heading"),
      paragraphs: [t("recalled.intro"), t("recalled.what"), t("recalled.calendar")],
      facts: [],
      actions: [],
      footer: [
        t("individual.questions", { contacts: contactsText(contacts, t) }),
        ...(participant.email ? [t("individual.noReply")] : []),
      ],
    },
  };
}

/** The same by letter: no calendar has got anything, and a letter has an address to write, not a link. */
export function recalledLetter({ participant, contacts }: MessageSubject): MessageContent {
  const t = texts.getFixedT(participant.language);
  return {
    subject: t("letter.recalled.heading"),
    content: {
      lang: languageOf(participant),
      dir: "ltr",
      heading: t("letter.recalled.heading"),
      paragraphs: [t("letter.recalled.intro"), t("letter.recalled.what")],
      facts: [],
      actions: [],
      footer: [t("individual.questions", { contacts: contactsText(contacts, t) })],
    },
  };
}
