import type { PostalAddress } from "../people/people.contract.ts";
import type { LetterContent } from "../platform/print/letter-layout.ts";
import { localDateOf } from "../scheduling/local-time.ts";
import { formatLongDate } from "../scheduling/time-text.ts";
import { contentOf, WITHOUT_PAGE } from "./message-content.ts";
import { texts, type MessageSubject } from "./message-texts.ts";
import { recalledLetter } from "./recalled-content.ts";

/**
 * A letter to the individual: the same as the mail says, and how to answer with a short code. Name and address stand in
 * the window and nowhere else; never the meeting type, benefit or personnummer.
 *
 * @param answerPage the address of the page, short enough to be typed; none when there is nothing to answer to.
 */
export function letterOf(
  message: MessageSubject,
  {
    recipient,
    answerPage,
    writtenAt,
  }: {
    recipient: PostalAddress & { readonly name: string };
    answerPage: string | undefined;
    writtenAt: Date;
  },
): LetterContent {
  const isRecall = message.kind === "recalled";
  const { content, subject } = isRecall ? recalledLetter(message) : contentOf({ ...message, url: undefined });
  const t = texts.getFixedT(message.participant.language);
  const { careOf, name, street, postalCode, city } = recipient;
  const hasPage = !WITHOUT_PAGE.includes(message.kind);
  return {
    lang: content.lang,
    title: subject,
    window: [name, ...(careOf ? [`c/o ${careOf}`] : []), street, `${postalCode} ${city}`],
    date: formatLongDate(localDateOf(writtenAt), content.lang === "en" ? "en" : "sv"),
    heading: content.heading,
    paragraphs: content.paragraphs,
    facts: content.facts,
    answer:
      answerPage && hasPage
        ? {
            heading: t("letter.answer.heading"),
            web: t("letter.answer.web"),
            page: answerPage.replace(/^https?:\/\//, ""),
            phone: t("letter.answer.phone", { reference: message.meeting.reference }),
          }
        : undefined,
    footer: content.footer,
    writtenAt,
  };
}
