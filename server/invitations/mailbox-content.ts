import type { LetterContent } from "../platform/print/letter-layout.ts";
import type { Language } from "../people/people.contract.ts";
import { letterOf } from "./letter-content.ts";
import { contentOf } from "./message-content.ts";
import { contactsText, texts, type MessageContent, type MessageSubject } from "./message-texts.ts";

/** What goes into a digital mailbox, before it is laid out. */
export interface MailboxContent extends MessageContent {
  /** The same as a letter, for who wants to keep or print it; none with what tells of a recall. */
  readonly letter: LetterContent | undefined;
  readonly support: { readonly text: string; readonly phone: string };
}

/** Language and country, as Mina meddelanden names languages. */
export const MAILBOX_LANGUAGE = {
  sv: "svSE",
  "sv-lattlast": "svSE",
  en: "enGB",
  ar: "arSA",
} as const satisfies Record<Language, string>;

/**
 * A message to the individual's digital mailbox: what a mail says, and the letter with it. The subject is shown in
 * notices on locked telephones. Never the meeting type, benefit or personnummer; the name in the letter's window alone.
 */
export function mailboxContentOf(
  message: MessageSubject,
  { answerPage, writtenAt }: { answerPage: string | undefined; writtenAt: Date },
): MailboxContent {
  const { participant, contacts, kind } = message;
  const { name, language } = participant;
  const t = texts.getFixedT(language);
  return {
    ...contentOf(message),
    letter:
      kind === "recalled" ? undefined : letterOf(message, { recipient: { name }, answerPage, writtenAt }),
    support: {
      text: t("individual.questions", { contacts: contactsText(contacts, t, language) }),
      phone: contacts[0]?.phone ?? "",
    },
  };
}
