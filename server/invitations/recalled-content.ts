import { contactsText, contextOf, texts, type MessageContent, type MessageSubject } from "./message-texts.ts";
import { MARKUP } from "./text-language.ts";

/**
 * What somebody is told who got what was meant for another: that it isn't for them and what to do with it. Not a word of
 * the meeting, the case, or whom it was for, and no link.
 */
export function recalledContent({
  participant,
  contacts,
  channel,
  isLinkless,
}: MessageSubject): MessageContent {
  const { language } = participant;
  const t = texts.getFixedT(language);
  const isMail = channel !== "digital_mailbox";
  return {
    subject: t("recalled.subject"),
    content: {
      ...MARKUP[language],
      heading: t("recalled.heading"),
      paragraphs: [
        t("recalled.intro"),
        t("recalled.what", contextOf({ isLinkless })),
        // No calendar has got anything from a mailbox.
        ...(isMail ? [t("recalled.calendar")] : []),
      ],
      facts: [],
      actions: [],
      footer: [
        t("individual.questions", { contacts: contactsText(contacts, t, language) }),
        ...(isMail && participant.email ? [t("individual.noReply")] : []),
      ],
    },
  };
}

/** The same by letter: no calendar has got anything, and a letter has an address to write, not a link. */
export function recalledLetter({ participant, contacts, isLinkless }: MessageSubject): MessageContent {
  const { language } = participant;
  const t = texts.getFixedT(language);
  return {
    subject: t("letter.recalled.heading"),
    content: {
      ...MARKUP[language],
      heading: t("letter.recalled.heading"),
      paragraphs: [t("letter.recalled.intro"), t("letter.recalled.what", contextOf({ isLinkless }))],
      facts: [],
      actions: [],
      footer: [t("individual.questions", { contacts: contactsText(contacts, t, language) })],
    },
  };
}
